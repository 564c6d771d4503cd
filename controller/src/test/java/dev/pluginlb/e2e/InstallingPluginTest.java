package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.demo.StandInDaemon;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent to a second node, and what never is. */
class InstallingPluginTest {

    private static final int CALLS = 30;

    @TempDir
    Path folder;

    Cluster cluster(Path folder) {
        return Cluster.in(folder);
    }

    @Test
    void nobodySeesThe404OfANodeThatStillInstallsWhileAnotherIsReady() {
        try (Cluster cluster = cluster(folder).start(3)) {
            cluster.nodes().get(0).makeNotReady(Door.PLUGIN);

            List<Answer> answers = calls(cluster, Door.SHORT);

            assertThat(answers).extracting(Answer::status).containsOnly(200);
            assertThat(answers)
                    .extracting(Answer::node)
                    .doesNotContain(cluster.nodes().get(0).nodeId());
            assertThat(runs(cluster)).isEqualTo(CALLS);
        }
    }

    @Test
    void a404OfEveryNodeIsToldInTheDaemonsOwnWords() {
        try (Cluster cluster = cluster(folder).start(2)) {
            cluster.nodes().forEach(node -> node.makeNotReady(Door.PLUGIN));

            Answer answer = cluster.internal().call();

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.type()).startsWith("application/json");
            assertThat(answer.body()).contains("no available node, plugin runtime not found");
        }
    }

    /** Of all that can be asked nobody has the plugin: that was told as if no node could be reached, and before as HTML. */
    @Test
    void a404StaysOneWhenTheSecondNodeCannotBeReached() {
        try (Cluster cluster = cluster(folder).start(2)) {
            cluster.nodes().get(0).makeNotReady(Door.PLUGIN);
            cluster.nodes().get(1).refuse();

            Answer answer = cluster.internal().call();

            assertThat(answer.type()).startsWith("application/json");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body()).contains("no available node, plugin runtime not found");
        }
    }

    @Test
    void aWebhookIsNeverSentTwice() {
        try (Cluster cluster = cluster(folder).start(2)) {
            cluster.nodes().get(0).makeNotReady("hooks/h1");

            List<Answer> answers = calls(cluster, "/e/h1/event");

            assertThat(answers).extracting(Answer::status).contains(200, 404);
            long good =
                    answers.stream().filter(answer -> answer.status() == 200).count();
            assertThat(runs(cluster)).isEqualTo(good);
        }
    }

    /** Over the rate, Nginx itself says 597 and goes on elsewhere; a node's 597 was taken for that, and the call ran twice. */
    @Test
    void aCallWhoseNodeAnswersWithTheStatusOfOurOwnGateIsNotRunAgain() {
        try (Cluster cluster = cluster(folder).start(2)) {
            Answer answer = cluster.internal().call("X-Stand-In-Status", "597");

            assertThat(answer.status()).isGreaterThanOrEqualTo(500);
            assertThat(runs(cluster)).isEqualTo(1);
        }
    }

    @Test
    void aCallWhoseNodeDiesHalfWayIsNotRunAgain() {
        try (Cluster cluster = cluster(folder).start(2)) {
            CompletableFuture<Answer> call = cluster.internal()
                    .begin(Door.LONG, "X-Request-Id", "once", "X-Stand-In-Duration", "10s", "X-Stand-In-Items", "100");
            await().atMost(Cluster.DEADLINE)
                    .until(() -> cluster.nodes().stream().anyMatch(InstallingPluginTest::runsOnce));
            cluster.nodes().stream().filter(InstallingPluginTest::runsOnce).forEach(StandInDaemon::kill);

            // Cut off when it had begun to answer, else told so.
            CompletableFuture<Boolean> isLost = call.handle((answer, cut) -> cut != null || answer.status() == 502);
            assertThat(isLost).succeedsWithin(Cluster.DEADLINE).isEqualTo(true);
            assertThat(runs(cluster)).isEqualTo(1);
        }
    }

    @Test
    void aCallWhoseNodeDiesBeforeItsFirstWordIsNotRunAgainEither() {
        try (Cluster cluster = cluster(folder).start(2)) {
            CompletableFuture<Answer> call =
                    cluster.internal().begin(Door.SHORT, "X-Request-Id", "once", "X-Stand-In-Duration", "10s");
            await().atMost(Cluster.DEADLINE)
                    .until(() -> cluster.nodes().stream().anyMatch(InstallingPluginTest::runsOnce));
            cluster.nodes().stream().filter(InstallingPluginTest::runsOnce).forEach(StandInDaemon::kill);

            assertThat(call)
                    .succeedsWithin(Cluster.DEADLINE)
                    .extracting(Answer::status)
                    .isEqualTo(502);
            assertThat(runs(cluster)).isEqualTo(1);
        }
    }

    private static boolean runsOnce(StandInDaemon node) {
        return node.executions().containsKey("once");
    }

    private static List<Answer> calls(Cluster cluster, String path) {
        return IntStream.range(0, CALLS)
                .mapToObj(i -> cluster.internal().post(path))
                .toList();
    }

    /** How often plugin code ran, on all nodes. */
    private static int runs(Cluster cluster) {
        return cluster.nodes().stream()
                .flatMap(node -> node.executions().values().stream())
                .mapToInt(Integer::intValue)
                .sum();
    }
}
