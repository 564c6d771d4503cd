package dev.pluginlb.bench.front;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that was started here, its words in a file; it ends when this is closed, or with this process. */
public final class Running implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final Path log;
    private final Runnable afterwards;
    private final Thread atExit = new Thread(this::end);

    private Running(Process process, Path log, Runnable afterwards) {
        this.process = process;
        this.log = log;
        this.afterwards = afterwards;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Its words go to {@code program.log} in the folder. */
    public static Running start(Path folder, List<String> command) {
        return start(folder, command, () -> {});
    }

    /** @param afterwards what is to be done when it has ended, also when this process is told to end */
    static Running start(Path folder, List<String> command, Runnable afterwards) {
        Path log = folder.resolve("program.log");
        try {
            return new Running(
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start(),
                    log,
                    afterwards);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Until that address answers 200. */
    Running awaitAnswer(String url) {
        await(url).atMost(DEADLINE).pollInterval(Duration.ofMillis(50)).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("ended at once: " + Files.readString(log));
            }
            return get(url).status() == 200;
        });
        return this;
    }

    /** An answer; status 0 when there was none. */
    public record Answer(int status, String body) {}

    public static Answer get(String url) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            var response = HTTP.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException none) {
            return new Answer(0, "");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        end();
    }

    /** In an orderly way if it will: pluginlb takes its Nginx with it. */
    private void end() {
        process.destroy();
        try {
            if (!process.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            afterwards.run();
        }
    }
}
