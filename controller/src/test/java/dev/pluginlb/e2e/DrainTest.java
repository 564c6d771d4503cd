package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pluginlb.demo.StandInDaemon;
import dev.pluginlb.e2e.Terminal.Ended;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node is taken out of service while streams run on it. */
class DrainTest {

    private static final Duration STREAM = Duration.ofSeconds(8);
    private static final int STREAMS = 6;
    private static final int CALLS = 20;

    @TempDir
    Path folder;

    @Test
    void aDrainEndsAfterTheLastStreamAndNotBeforeAndCutsNone() {
        try (Cluster cluster =
                Cluster.in(folder).set("routing.policy", "round-robin").start(2)) {
            List<CompletableFuture<Stream>> streams = streams(cluster);
            StandInDaemon node = cluster.nodes().get(0);
            await().atMost(Cluster.DEADLINE).until(() -> inFlight(cluster, node) == STREAMS / 2);

            Ended ended = cluster.terminal().type("drain " + place(node) + " --wait 1m --reason kernel");
            Instant end = Instant.now();

            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.out()).contains("in flight: ", STREAMS / 2 + " in the node", " is empty until");
            assertThat(streams)
                    .allSatisfy(stream ->
                            assertThat(stream.join().answer().status()).isEqualTo(200));
            assertThat(streams.stream().map(CompletableFuture::join).filter(stream -> stream.isOf(node)))
                    .hasSize(STREAMS / 2)
                    .allSatisfy(stream -> assertThat(stream.end()).isBefore(end));
            assertThat(nodesOf(cluster)).doesNotContain(node.nodeId());
        }
    }

    @Test
    void whileItIsDrainedAllGoesElsewhereAndTheMainNodeMoves() {
        try (Cluster cluster =
                Cluster.in(folder).set("routing.policy", "two-tier").start(3)) {
            await().atMost(Cluster.DEADLINE).until(() -> main(cluster).isPresent());
            StandInDaemon main = main(cluster).orElseThrow();

            Ended ended = cluster.terminal().type("drain " + main.nodeId().substring(0, 13) + " --reason a<b>c");

            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(cluster.current("upstreams.conf")).doesNotContain(place(main));
            JsonNode node = cluster.admin().node(main.nodeId()).orElseThrow();
            assertThat(node.path("state").asText()).isEqualTo("draining");
            assertThat(node.path("reason").asText()).contains("drained by", "a<b>c");
            await().atMost(Cluster.DEADLINE)
                    .until(() -> main(cluster).filter(other -> other != main).isPresent());
            assertThat(nodesOf(cluster)).doesNotContain(main.nodeId());
        }
    }

    @Test
    void aSecondControllerAgreesAndARestartForgetsNothing() {
        try (Cluster site = Cluster.in(folder)) {
            List<StandInDaemon> nodes = List.of(site.join(), site.join(), site.join());
            try (Cluster one = site.beside("one");
                    Cluster other = site.beside("other")) {
                List.of(one, other).forEach(Cluster::startController);
                List.of(one, other).forEach(front -> front.awaitServing(nodes.size()));
                StandInDaemon node = nodes.get(1);

                assertThat(one.terminal().type("drain " + place(node)).code()).isZero();
                other.awaitNotInConfig(node);
                one.stopController();
                one.startController();
                await().atMost(Cluster.DEADLINE).until(() -> one.admin().up() == 2);
                one.awaitNotInConfig(node);
                assertThat(nodesOf(one)).doesNotContain(node.nodeId());

                assertThat(other.terminal().type("undrain " + place(node)).code())
                        .isZero();
                assertThat(nodesOf(other)).contains(node.nodeId());
                one.awaitInConfig(node);
            }
        }
    }

    @Test
    void aRestartWithoutRedisKeepsItDrained() {
        try (Cluster cluster = Cluster.in(folder).start(2)) {
            StandInDaemon node = cluster.nodes().get(0);
            assertThat(cluster.terminal().type("drain " + place(node)).code()).isZero();
            cluster.stopController();
            cluster.redis().stop();

            cluster.startController();

            await().atMost(Cluster.DEADLINE).until(() -> cluster.admin().up() == 1);
            assertThat(cluster.admin()
                            .node(node.nodeId())
                            .orElseThrow()
                            .path("state")
                            .asText())
                    .isEqualTo("draining");
            assertThat(cluster.isInConfig(node)).isFalse();
        }
    }

    @Test
    void theLastServingNodeIsNotDrainedButADrainedOneServesRatherThanNobody() {
        try (Cluster cluster = Cluster.in(folder).start(2)) {
            StandInDaemon node = cluster.nodes().get(0);
            StandInDaemon last = cluster.nodes().get(1);
            assertThat(cluster.terminal().type("drain " + place(node)).code()).isZero();

            Ended refused = cluster.terminal().type("drain " + place(last));

            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err()).contains("drain refused: " + place(last) + " is the last node that serves");
            last.close();
            cluster.awaitInConfig(node);
            assertThat(cluster.admin().reasons()).contains(place(node) + " serves though drained by");
            assertThat(cluster.internal().call().status()).isEqualTo(200);
        }
    }

    @Test
    void aDrainThatTakesTooLongSaysWhatIsInFlight() {
        try (Cluster cluster =
                Cluster.in(folder).set("routing.policy", "round-robin").start(2)) {
            List<CompletableFuture<Stream>> streams = streams(cluster);
            StandInDaemon node = cluster.nodes().get(0);
            await().atMost(Cluster.DEADLINE).until(() -> inFlight(cluster, node) == STREAMS / 2);

            Ended ended = cluster.terminal().type("drain " + place(node) + " --wait 1s");

            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.err()).contains("not empty within 1 s", "in the node; it stays drained");
            assertThat(streams)
                    .allSatisfy(stream ->
                            assertThat(stream.join().answer().status()).isEqualTo(200));
        }
    }

    /** One answer and when it had come whole. */
    private record Stream(Answer answer, Instant end) {

        boolean isOf(StandInDaemon node) {
            return answer.node().equals(node.nodeId());
        }
    }

    private static List<CompletableFuture<Stream>> streams(Cluster cluster) {
        return IntStream.range(0, STREAMS)
                .mapToObj(i -> cluster.internal()
                        .begin(Door.LONG, "X-Stand-In-Duration", STREAM.toMillis() + "ms", "X-Stand-In-Items", "20")
                        .thenApply(answer -> new Stream(answer, Instant.now())))
                .toList();
    }

    private static int inFlight(Cluster cluster, StandInDaemon node) {
        return cluster.admin()
                .node(node.nodeId())
                .orElseThrow()
                .path("in_flight")
                .asInt();
    }

    private static List<String> nodesOf(Cluster cluster) {
        return IntStream.range(0, CALLS)
                .mapToObj(i -> cluster.internal().call("X-Stand-In-Duration", "5ms", "X-Stand-In-Items", "1"))
                .map(Answer::node)
                .toList();
    }

    private static Optional<StandInDaemon> main(Cluster cluster) {
        String id = cluster.redis()
                .ask(jedis -> Optional.ofNullable(jedis.get("pluginlb:main")).orElse(""));
        return cluster.nodes().stream().filter(node -> node.nodeId().equals(id)).findFirst();
    }

    private static String place(StandInDaemon node) {
        return "127.0.0.1:" + node.port();
    }
}
