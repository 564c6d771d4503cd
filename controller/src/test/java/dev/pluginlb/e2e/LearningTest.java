package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What real requests through real Nginx teach; the threshold is half a second, so that slow calls are soon over. */
class LearningTest {

    static final String PATH = Door.TENANT + "/dispatch/rerank/invoke";
    private static final String ENDPOINT = "POST /plugin/:tenant_id/dispatch/rerank/invoke " + Door.PLUGIN;

    @TempDir
    Path folder;

    @Test
    void anEndpointThatTurnsSlowIsRoutedAsLongAndLeavesWhenItIsFastAgain() {
        try (Cluster cluster = listening(cluster().start(3))) {
            calls(cluster, 3, "20ms");
            awaitTotal(cluster, 3);
            assertThat(isLong(cluster)).isFalse();
            long reloads = cluster.admin().reloads();

            calls(cluster, 4, "900ms");

            awaitClass(cluster, "long");
            assertThat(longRequests(cluster)).containsExactly(ENDPOINT);
            assertThat(cluster.admin().reloads()).isEqualTo(reloads + 1);
            assertThat(answeringNodes(cluster)).doesNotContain(main(cluster));

            calls(cluster, 5, "20ms");

            awaitClass(cluster, "short");
            assertThat(longRequests(cluster)).isEmpty();
            assertThat(cluster.admin().reloads()).isEqualTo(reloads + 2);
            assertThat(answeringNodes(cluster)).containsOnly(main(cluster));
        }
    }

    @Test
    void durationsAroundTheThresholdCostNoReloads() {
        try (Cluster cluster = listening(cluster().start(2))) {
            calls(cluster, 5, "700ms");
            awaitClass(cluster, "long");
            long reloads = cluster.admin().reloads();

            for (int i = 0; i < 5; i++) {
                calls(cluster, 2, "430ms");
                calls(cluster, 2, "560ms");
            }

            awaitTotal(cluster, 25);
            assertThat(cluster.admin().reloads()).isEqualTo(reloads);
        }
    }

    @Test
    void withTheOldRuleOneSlowCallMakesAPathLongAndTheMeanAloneTakesItOut() {
        try (Cluster cluster = cluster()
                .set("classification.key", "path")
                .set("classification.min-samples", "1")
                .set("classification.exit-ratio", "1.0")
                .start(2)) {
            calls(cluster, 1, "700ms");

            await().atMost(Cluster.DEADLINE).until(() -> longRequests(cluster).contains(PATH));
            awaitInClasses(cluster, "\"" + PATH + "\" long;");

            calls(cluster, 1, "20ms");

            await().atMost(Cluster.DEADLINE).until(() -> longRequests(cluster).isEmpty());
        }
    }

    @Test
    void failuresAndAClientThatLeavesBeforeTheFirstByteDoNotCountAsFast() {
        try (Cluster cluster = listening(cluster().start(1))) {
            cluster.internal().post(PATH, "X-Stand-In-Status", "500", "X-Stand-In-Duration", "1ms");
            cluster.internal().post(PATH, "X-Plugin-ID", "nobody/nothing");
            cluster.internal().post("/plugin/x/no/such/route");
            // The first byte of a single item comes at the end. Of several it came before the client went, on a slow
            // machine.
            CompletableFuture<Answer> left =
                    cluster.internal().begin(PATH, "X-Stand-In-Duration", "10s", "X-Stand-In-Items", "1");
            calls(cluster, 2, "20ms");
            left.cancel(true);

            awaitTotal(cluster, 2);
            JsonNode feed = cluster.admin().stats().path("feed");
            assertThat(feed.path("uncounted").asInt()).isPositive();
            assertThat(endpoint(cluster).orElseThrow().path("max_ms").asDouble())
                    .isLessThan(500);
        }
    }

    @Test
    void aControllerThatIsAwayCostsSamplesAndNoRequest() {
        try (Cluster cluster = cluster().set("nginx.manage-process", "false")) {
            startBeside(cluster);
            calls(cluster, 3, "5ms");
            awaitTotal(cluster, 3);
            cluster.stopController();

            assertThat(calls(cluster, 5, "5ms")).allMatch(answer -> answer.status() == 200);

            cluster.startController();
            cluster.awaitServing(1);
            // The first line afterwards is lost as well: that is when Nginx hears that nobody took the one before.
            calls(cluster, 1, "5ms");
            calls(cluster, 4, "5ms");
            awaitTotal(cluster, 7);
        }
    }

    @Test
    void redisOutOfReachHoldsStatisticsBackAndLosesNone() {
        try (Cluster cluster = listening(cluster().start(2))) {
            calls(cluster, 3, "5ms");
            awaitTotal(cluster, 3);
            cluster.redis().pause();
            calls(cluster, 20, "5ms");
            await().atMost(Cluster.DEADLINE)
                    .until(() -> cluster.admin().stats().path("problems").size() > 0);
            cluster.redis().resume();

            awaitTotal(cluster, 23);
            assertThat(cluster.admin().stats().path("feed").path("lost").asInt())
                    .isZero();
        }
    }

    @Test
    void aTakenPortKeepsTheControllerFromLearningOnlyUntilItIsFree() throws SocketException {
        Cluster cluster = cluster();
        int port = Integer.parseInt(cluster.setting("stats.listen").replaceAll(".*:", ""));
        try (cluster) {
            try (DatagramSocket taken = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
                assertThat(taken.isBound()).isTrue();
                cluster.start(2);

                assertThat(calls(cluster, 2, "5ms")).allMatch(answer -> answer.status() == 200);
                await().atMost(Cluster.DEADLINE)
                        .until(() -> cluster.admin().reasons().contains("nothing is learned: stats.listen"));
            }
            await().atMost(Cluster.DEADLINE)
                    .until(() -> !cluster.admin().reasons().contains("nothing is learned"));

            calls(cluster, 3, "5ms");

            awaitTotal(cluster, 3);
        }
    }

    @Test
    void nodesAreToldToBeWorkingOnLongRequestsWhileTheyAre() {
        try (Cluster cluster = listening(cluster().start(2))) {
            var hanging = cluster.internal().begin(Door.LONG, "X-Stand-In-Duration", "6s", "X-Stand-In-Items", "2");

            await().atMost(Cluster.DEADLINE)
                    .until(() -> StreamSupport.stream(cluster.admin().nodes().spliterator(), false)
                            .anyMatch(node -> node.path("working").asBoolean()
                                    && node.path("long_request").asBoolean()
                                    && node.path("in_flight_long").asInt() == 1));
            assertThat(cluster.redis()
                            .ask(jedis -> jedis.hgetAll("node:status"))
                            .values())
                    .anyMatch(json -> json.contains("\"is_working\":true,\"is_long_request\":true"));
            hanging.cancel(true);
        }
    }

    @Test
    void metricsOfOthersAreShownAndExported() {
        try (Cluster cluster = listening(cluster().start(1))) {
            cluster.redis().ask(jedis -> jedis.hset("custom:stats", "queue_depth", "42"));
            cluster.redis().ask(jedis -> jedis.hset("custom:stats", "broken", "NaN"));

            await().atMost(Cluster.DEADLINE)
                    .until(() ->
                            cluster.admin().stats().at("/custom/queue_depth").asDouble() == 42);
            assertThat(new Door(cluster.setting("admin.listen")).get("/metrics").body())
                    .contains("pluginlb_custom{metric=\"queue_depth\"} 42.0")
                    .doesNotContain("broken");
        }
    }

    private Cluster cluster() {
        return learning(folder);
    }

    /** One whose threshold is half a second. */
    static Cluster learning(Path folder) {
        return Cluster.in(folder)
                .set("routing.policy", "two-tier")
                .set("classification.threshold", "500ms")
                .set("stats.flush", "100ms");
    }

    /** One node, and an Nginx that the controller has not started. */
    static void startBeside(Cluster cluster) {
        cluster.join();
        cluster.startController();
        await().atMost(Cluster.DEADLINE).until(() -> Files.exists(cluster.dir().resolve("current")));
        cluster.nginx().start();
        cluster.awaitServing(1);
    }

    /** Whom Nginx's words reach: what it says before is lost, and the test's requests would never all be counted. */
    static Cluster listening(Cluster started) {
        await().atMost(Cluster.DEADLINE)
                .ignoreExceptions()
                .until(() ->
                        started.admin().stats().path("feed").path("dropped").isNumber());
        return started;
    }

    static List<Answer> calls(Cluster cluster, int count, String duration) {
        List<CompletableFuture<Answer>> begun = IntStream.range(0, count)
                .mapToObj(i -> cluster.internal().begin(PATH, "X-Stand-In-Duration", duration, "X-Stand-In-Items", "1"))
                .toList();
        return begun.stream().map(CompletableFuture::join).toList();
    }

    static void awaitTotal(Cluster cluster, int total) {
        await().atMost(Cluster.DEADLINE)
                .ignoreExceptions()
                .until(() -> endpoint(cluster)
                        .filter(one -> one.path("total").asInt() == total)
                        .isPresent());
    }

    private static Set<String> longRequests(Cluster cluster) {
        return cluster.redis().ask(jedis -> jedis.smembers("request:long_requests"));
    }

    private static boolean isLong(Cluster cluster) {
        return endpoint(cluster).orElseThrow().path("is_long").asBoolean();
    }

    static Optional<JsonNode> endpoint(Cluster cluster) {
        return StreamSupport.stream(cluster.admin().stats().path("endpoints").spliterator(), false)
                .filter(one -> one.path("endpoint").asText().equals(ENDPOINT))
                .findFirst();
    }

    /** Short is what the route is anyway, so the config says nothing of it. */
    private static void awaitClass(Cluster cluster, String requestClass) {
        String line = "\"" + ENDPOINT + "\" long;";
        await().atMost(Cluster.DEADLINE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> cluster.current("classes.conf").contains(line) == requestClass.equals("long")
                        && cluster.admin().isProven());
    }

    private static void awaitInClasses(Cluster cluster, String line) {
        await().atMost(Cluster.DEADLINE)
                .until(() -> cluster.current("classes.conf").contains(line));
    }

    private static String main(Cluster cluster) {
        return cluster.redis().ask(jedis -> jedis.get("pluginlb:main"));
    }

    private static List<String> answeringNodes(Cluster cluster) {
        return calls(cluster, 2, "20ms").stream().map(Answer::node).distinct().toList();
    }
}
