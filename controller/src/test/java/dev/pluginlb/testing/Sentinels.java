package dev.pluginlb.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** Three real Sentinels that watch a master, of which two must agree that it is down; quick, so that tests are short. */
public final class Sentinels implements AutoCloseable {

    public static final String SERVICE = "pluginlb-test";

    private static final Duration DEADLINE = Duration.ofSeconds(45);
    private static final int COUNT = 3;

    /** In milliseconds: they look and tell ten times as often as usual, and a busy machine does not paralyse them for long. */
    private static final String[] HURRY = {
        "debug",
        "info-period",
        "200",
        "ping-period",
        "100",
        "ask-period",
        "100",
        "publish-period",
        "200",
        "tilt-period",
        "1000"
    };

    private record One(int port, Path config, Process process) {

        <T> T ask(Function<Jedis, T> work) {
            try (Jedis jedis = new Jedis("127.0.0.1", port)) {
                return work.apply(jedis);
            }
        }
    }

    private final List<One> all;

    private Sentinels(List<One> all) {
        this.all = all;
    }

    /** They know each other, and the replicas of the master, when this returns. */
    public static Sentinels watching(RedisServer master, int replicas, Path folder) {
        Sentinels sentinels = new Sentinels(IntStream.range(0, COUNT)
                .mapToObj(i -> launch(master, folder.resolve("sentinel-" + i + ".conf")))
                .toList());
        sentinels.hurry();
        await().atMost(DEADLINE)
                .ignoreExceptions()
                .until(() -> sentinels.all.stream().allMatch(one -> one.ask(jedis -> knowsAll(jedis, replicas))));
        return sentinels;
    }

    /**
     * A single one that speaks TLS alone, also to the master, as {@code localhost}, which it calls it by.
     *
     * @param port of the master, where that speaks TLS
     * @param tls options of a Redis with a certificate for that name, without dashes
     */
    public static Sentinels encrypted(int port, List<String> tls, Path folder) {
        int own = Ports.free();
        List<String> lines = new ArrayList<>(List.of(
                "port 0",
                "bind 127.0.0.1",
                "dir " + folder,
                "tls-replication yes",
                "tls-port " + own,
                "sentinel resolve-hostnames yes",
                "sentinel announce-hostnames yes",
                "sentinel monitor " + SERVICE + " localhost " + port + " 1"));
        lines.addAll(tls);
        Path config = folder.resolve("sentinel-tls.conf");
        write(config, lines);
        return new Sentinels(List.of(run(own, config)));
    }

    /** Where the first one listens. */
    public int port() {
        return all.get(0).port();
    }

    /** As the setting {@code redis.sentinel.nodes} has it. */
    public String nodes() {
        return all.stream().map(one -> "\"127.0.0.1:" + one.port() + "\"").collect(Collectors.joining(", ", "[", "]"));
    }

    /** Waits until all of them say that the master is there. */
    public void awaitMaster(RedisServer expected) {
        await().atMost(DEADLINE)
                .until(() -> all.stream()
                        .allMatch(one -> one.ask(jedis -> jedis.sentinelGetMasterAddrByName(SERVICE))
                                .get(1)
                                .equals(Integer.toString(expected.port()))));
    }

    /** The same ones at the same places, after they were closed. */
    public Sentinels again() {
        all.forEach(one -> one.process().onExit().join());
        return new Sentinels(
                all.stream().map(one -> run(one.port(), one.config())).toList());
    }

    private void hurry() {
        for (One one : all) {
            await().atMost(DEADLINE)
                    .pollInterval(Duration.ofMillis(20))
                    .ignoreException(JedisConnectionException.class)
                    .until(() -> one.ask(Jedis::ping).equals("PONG"));
            try {
                one.ask(jedis -> jedis.sendCommand(Command.SENTINEL, HURRY));
            } catch (JedisDataException before7) {
                // It has no such command; all goes as well, and takes longer.
            }
        }
    }

    @Override
    public void close() {
        all.forEach(one -> one.process().destroyForcibly());
    }

    private static boolean knowsAll(Jedis jedis, int replicas) {
        return jedis.sentinelSentinels(SERVICE).size() == COUNT - 1
                && jedis.sentinelReplicas(SERVICE).stream()
                                .filter(replica -> "ok".equals(replica.get("master-link-status")))
                                .count()
                        == replicas;
    }

    private static One launch(RedisServer master, Path config) {
        int port = Ports.free();
        write(
                config,
                List.of(
                        "port " + port,
                        "bind 127.0.0.1",
                        "dir " + config.getParent(),
                        "sentinel monitor " + SERVICE + " 127.0.0.1 " + master.port() + " 2",
                        "sentinel down-after-milliseconds " + SERVICE + " 1000",
                        "sentinel failover-timeout " + SERVICE + " 5000"));
        return run(port, config);
    }

    private static void write(Path config, List<String> lines) {
        try {
            Files.write(config, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static One run(int port, Path config) {
        try {
            Process process = new ProcessBuilder("redis-server", config.toString(), "--sentinel")
                    .redirectErrorStream(true)
                    .redirectOutput(
                            config.resolveSibling(config.getFileName() + ".log").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new One(port, config, process);
        } catch (IOException e) {
            throw new UncheckedIOException("redis-server must be installed for this test", e);
        }
    }
}
