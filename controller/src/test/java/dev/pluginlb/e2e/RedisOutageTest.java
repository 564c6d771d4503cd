package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.demo.StandInDaemon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisOutageTest {

    private static final String REGISTERED = "plugin_daemon:cluster-nodes-status-hash-map";

    @TempDir
    Path folder;

    @Test
    void aStoppedRedisLeavesTheLastKnownClusterServingAndAnEmptyOneHealsIt() {
        try (Cluster cluster = Cluster.in(folder).start(3);
                Traffic traffic = cluster.traffic()) {
            cluster.redis().stop();
            awaitFreshness(cluster, "last-known");
            traffic.awaitMore(50);

            cluster.redis().restart();
            awaitFreshness(cluster, "live");
            awaitRegistered(cluster, 3);
            StandInDaemon fourth = cluster.join();
            traffic.awaitAnswerOf(fourth);

            assertThat(traffic.end().reasons()).isEmpty();
            assertThat(releases(cluster))
                    .allSatisfy(servers -> assertThat(servers).hasSizeGreaterThanOrEqualTo(3));
        }
    }

    @Test
    void aFlushTakesNobodyAwayThatAnswers() {
        try (Cluster cluster = Cluster.in(folder).start(3);
                Traffic traffic = cluster.traffic()) {
            cluster.nodes().forEach(StandInDaemon::freezeHeartbeats);
            // A heartbeat or a vote that is under way would write single entries into the flushed registry.
            AtomicReference<Map<String, String>> latest = new AtomicReference<>(Map.of());
            await().atMost(Cluster.DEADLINE)
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> entries(cluster), entries -> entries.equals(latest.getAndSet(entries)));
            cluster.redis().flush();
            await().atMost(Cluster.DEADLINE)
                    .until(() -> cluster.nodes().stream()
                            .allMatch(node -> reason(cluster, node).contains("no longer registered")));
            traffic.awaitMore(50);
            cluster.nodes().forEach(StandInDaemon::thawHeartbeats);
            await().atMost(Cluster.DEADLINE)
                    .until(() -> cluster.nodes().stream()
                            .allMatch(node -> reason(cluster, node).equals("answers")));

            assertThat(traffic.end().reasons()).isEmpty();
            assertThat(releases(cluster)).containsOnly(cluster.servers()).hasSize(1);
        }
    }

    @Test
    void aControllerThatStartsWithoutRedisServesWhatItKnewBefore() {
        try (Cluster cluster = Cluster.in(folder).start(2)) {
            String before = cluster.admin().live();
            cluster.stopController();
            cluster.redis().stop();
            cluster.startController();
            await().atMost(Cluster.DEADLINE).until(() -> cluster.admin().isProven());

            assertThat(cluster.admin().live()).isEqualTo(before);
            assertThat(cluster.admin().freshness()).isEqualTo("last-known");
            assertThat(cluster.internal().call().status()).isEqualTo(200);
        }
    }

    /** There was a line for each part of the program that needs Redis, one of them in Java's words. */
    @ParameterizedTest
    @ValueSource(strings = {"reload", "lua"})
    void aLostRedisIsToldOnceAndItsReturnOnce(String driver) {
        try (Cluster cluster = Cluster.in(folder).set("nginx.driver", driver).set("log.level", "info");
                ChildJvm controller = cluster.runController()) {
            cluster.join();
            cluster.join();
            cluster.awaitServing(2);
            try (Traffic traffic = cluster.traffic()) {
                traffic.awaitMore(10);
                cluster.redis().stop();
                awaitFreshness(cluster, "last-known");
                // Each part has failed by then, and the statistics, too: there are always some.
                await().atMost(Cluster.DEADLINE)
                        .until(() ->
                                cluster.internal().get("/cluster/stats").body().contains("statistics are kept back"));
                traffic.awaitMore(200);
                cluster.redis().restart();
                awaitFreshness(cluster, "live");
                awaitRegistered(cluster, 2);
            }

            List<String> lines = controller.words().lines().toList();
            assertThat(lines.stream().filter(line -> line.contains(" WARN ")))
                    .singleElement()
                    .asString()
                    .containsPattern("Redis is unreadable, the last known cluster goes on: .*"
                            + "(Connection refused|it has closed the connection)$");
            assertThat(lines.stream().filter(line -> line.endsWith("Redis is readable again")))
                    .hasSize(1);
        }
    }

    /** As users of the seed ask for it: through Nginx. */
    private static void awaitFreshness(Cluster cluster, String freshness) {
        await().atMost(Cluster.DEADLINE)
                .until(
                        () -> cluster.internal()
                                .get("/cluster/nodes")
                                .json()
                                .path("freshness")
                                .asText(),
                        freshness::equals);
    }

    private static void awaitRegistered(Cluster cluster, long nodes) {
        await().atMost(Cluster.DEADLINE).until(() -> cluster.redis().ask(jedis -> jedis.hlen(REGISTERED)) == nodes);
    }

    private static Map<String, String> entries(Cluster cluster) {
        return cluster.redis().ask(jedis -> jedis.hgetAll(REGISTERED));
    }

    private static String reason(Cluster cluster, StandInDaemon node) {
        return cluster.admin().node(node.nodeId()).orElseThrow().path("reason").asText();
    }

    /** The servers of every config there ever was. */
    private static List<List<String>> releases(Cluster cluster) {
        try (Stream<Path> releases = Files.list(cluster.dir().resolve("releases"))) {
            return releases.map(release -> Upstreams.serversIn(read(release))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path release) {
        try {
            return Files.readString(release.resolve("upstreams.conf"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
