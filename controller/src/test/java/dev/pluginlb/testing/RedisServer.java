package dev.pluginlb.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** A real redis-server of a test's own: free port, temporary folder, nothing saved. Fails if there is no binary. */
public final class RedisServer implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final int port;
    private final Path folder;
    private final List<String> options;
    private Process process;

    private RedisServer(int port, Path folder, List<String> options) {
        this.port = port;
        this.folder = folder;
        this.options = options;
        process = launch();
    }

    /**
     * Answers when this returns.
     *
     * @param options as on the command line of redis-server
     */
    public static RedisServer start(String... options) {
        try {
            RedisServer server =
                    new RedisServer(Ports.free(), Files.createTempDirectory("pluginlb-redis"), List.of(options));
            Runtime.getRuntime().addShutdownHook(new Thread(server::end));
            server.awaitAnswer();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    /** Runs one piece of work on a connection of its own. */
    public <T> T ask(Function<Jedis, T> work) {
        try (Jedis jedis = new Jedis(host(), port)) {
            return work.apply(jedis);
        }
    }

    public void flush() {
        ask(Jedis::flushAll);
    }

    /** Gone, and its data with it; the port refuses. */
    public void stop() {
        end();
    }

    /** Empty, on the same port. */
    public void restart() {
        end();
        process = launch();
        awaitAnswer();
    }

    /** Hangs: connects succeed, nothing answers. */
    public void pause() {
        Signal.STOP.sendTo(process);
    }

    public void resume() {
        Signal.CONT.sendTo(process);
    }

    @Override
    public void close() {
        end();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() {
        List<String> command = new ArrayList<>(List.of(
                "redis-server",
                "--port",
                Integer.toString(port),
                "--bind",
                host(),
                "--save",
                "",
                "--appendonly",
                "no",
                "--dir",
                folder.toString()));
        command.addAll(options);
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("redis.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("redis-server must be installed for this test", e);
        }
    }

    private void awaitAnswer() {
        await().atMost(DEADLINE).pollInterval(Duration.ofMillis(20)).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("redis-server ended: " + Files.readString(folder.resolve("redis.log")));
            }
            return answers();
        });
    }

    private boolean answers() {
        try {
            return "PONG".equals(ask(Jedis::ping));
        } catch (JedisException notYet) {
            return false;
        }
    }

    /** SIGKILL also ends a paused one. */
    private void end() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("redis-server " + process.pid() + " does not end");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
