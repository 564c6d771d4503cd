package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HangingCallsTest {

    private static final String ENDPOINT = "POST /plugin/:tenant_id/dispatch/text_embedding/invoke " + Door.PLUGIN;
    private static final int FAST = 8;
    private static final int HANGING = 5;

    @TempDir
    Path folder;

    @Test
    void aUsuallyShortEndpointIsLongWhileItsCallsHangAndStaysItWhateverElseEnds() {
        try (Cluster cluster = Cluster.in(folder)
                .set("routing.policy", "two-tier")
                .set("classification.threshold", "1s")
                .start(2)) {
            fastCalls(cluster);
            await().atMost(Cluster.DEADLINE)
                    .until(() -> stats(cluster).path("total").asInt() == FAST);
            assertThat(isLong(cluster)).isFalse();

            List<CompletableFuture<Answer>> hanging = hangingCalls(cluster, HANGING, "15s");
            await().atMost(Cluster.DEADLINE).until(() -> isLong(cluster));
            assertThat(hanging).noneMatch(CompletableFuture::isDone);
            assertThat(stats(cluster).path("total").asInt()).isEqualTo(FAST);

            fastCalls(cluster);
            await().atMost(Cluster.DEADLINE)
                    .until(() -> stats(cluster).path("total").asInt() == 2 * FAST);
            assertThat(isLong(cluster)).isTrue();
            await().atMost(Cluster.DEADLINE)
                    .until(() -> cluster.current("classes.conf").contains('"' + ENDPOINT + "\" long;")
                            && cluster.admin().isProven());
            assertThat(hanging).noneMatch(CompletableFuture::isDone);

            hanging.forEach(call -> assertThat(call)
                    .succeedsWithin(Cluster.DEADLINE)
                    .extracting(Answer::status)
                    .isEqualTo(200));
            await().atMost(Cluster.DEADLINE)
                    .until(() -> stats(cluster).path("total").asInt() == 2 * FAST + HANGING);
            assertThat(stats(cluster).path("max_ms").asDouble()).isGreaterThan(14_900);
            assertThat(isLong(cluster)).isTrue();
        }
    }

    @Test
    void ofAnEndpointThatNobodyKnowsThreeHangingCallsAreEnough() {
        try (Cluster cluster =
                Cluster.in(folder).set("classification.threshold", "1s").start(2)) {
            List<CompletableFuture<Answer>> hanging = hangingCalls(cluster, 3, "20s");

            await().atMost(Cluster.DEADLINE).until(() -> isLong(cluster));

            assertThat(hanging).noneMatch(CompletableFuture::isDone);
            assertThat(stats(cluster).path("total").asInt()).isZero();
            assertThat(stats(cluster).path("is_long").asBoolean()).isTrue();
        }
    }

    /** A worker that is stopped says nothing of the requests it had. */
    @Test
    void afterARestartOfNginxNothingSeemsToHang() {
        try (Cluster cluster =
                Cluster.in(folder).set("classification.threshold", "1s").start(2)) {
            List<CompletableFuture<Answer>> cut = hangingCalls(cluster, HANGING, "20s");
            await().atMost(Cluster.DEADLINE).until(() -> isLong(cluster));

            cluster.nginx().stop();
            assertThat(cut).allSatisfy(call -> assertThat(call).failsWithin(Cluster.DEADLINE));

            await().atMost(Cluster.DEADLINE).ignoreExceptions().until(() -> {
                fastCalls(cluster);
                return !isLong(cluster);
            });
        }
    }

    /** The end of such a call cannot be read, so it seemed to run until the next reload: four of them, and anything was long. */
    @Test
    void callsWhoseEndIsTooLongToBeToldDoNotSeemToHang() {
        try (Cluster cluster =
                Cluster.in(folder).set("classification.threshold", "1s").start(2)) {
            IntStream.range(0, HANGING)
                    .forEach(i -> cluster.internal().call("X-Plugin-ID", Door.PLUGIN + ":" + "x".repeat(6000)));

            awaitNeverLong(cluster);
        }
    }

    /** The tag of starts in a header made the line of the end pass for one. */
    @Test
    void callsThatNameTheFeedsOwnTagsDoNotSeemToHang() {
        try (Cluster cluster =
                Cluster.in(folder).set("classification.threshold", "1s").start(2)) {
            IntStream.range(0, HANGING)
                    .forEach(i -> cluster.internal().call("X-Plugin-ID", Door.PLUGIN + ": pluginlb_started: 1"));

            awaitNeverLong(cluster);
        }
    }

    /** Three idle connections of anybody were enough to make an endpoint long. */
    @Test
    void clientsThatDoNotSendTheirBodiesDoNotMakeAnEndpointLong() throws IOException {
        try (Cluster cluster =
                        Cluster.in(folder).set("classification.threshold", "1s").start(2);
                Socket one = withoutBody(cluster);
                Socket two = withoutBody(cluster);
                Socket three = withoutBody(cluster)) {
            assertThat(List.of(one, two, three)).allMatch(Socket::isConnected);

            awaitNeverLong(cluster);
        }
    }

    private static Socket withoutBody(Cluster cluster) throws IOException {
        URI door = cluster.internal().uri();
        Socket socket = new Socket(door.getHost(), door.getPort());
        String head = "POST " + Door.SHORT + " HTTP/1.1\r\nHost: h\r\nX-Plugin-ID: " + Door.PLUGIN
                + "\r\nContent-Length: 10\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void awaitNeverLong(Cluster cluster) {
        await().during(Duration.ofSeconds(4)).atMost(Cluster.DEADLINE).until(() -> !isLong(cluster));
    }

    private static void fastCalls(Cluster cluster) {
        IntStream.range(0, FAST).forEach(i -> cluster.internal().call("X-Stand-In-Duration", "20ms"));
    }

    private static List<CompletableFuture<Answer>> hangingCalls(Cluster cluster, int count, String duration) {
        return IntStream.range(0, count)
                .mapToObj(i -> cluster.internal().begin(Door.SHORT, "X-Stand-In-Duration", duration))
                .toList();
    }

    private static boolean isLong(Cluster cluster) {
        return cluster.redis().ask(jedis -> jedis.sismember("request:long_requests", ENDPOINT));
    }

    private static JsonNode stats(Cluster cluster) {
        return Answer.parse(cluster.redis()
                .ask(jedis -> Optional.ofNullable(jedis.hget("request:stats", ENDPOINT)))
                .orElse("{}"));
    }
}
