package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.demo.StandInDaemon;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes come and go; only what runs on a node that dies may fail. The stated times are held by scripts/churn.sh. */
class MembershipUnderLoadTest {

    /** Five times the stated second, for a machine that also compiles. */
    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    @Test
    void aNodeThatJoinsServesSoon() {
        try (Cluster cluster = Cluster.in(folder).start(2);
                Traffic traffic = cluster.traffic()) {
            StandInDaemon third = cluster.join();

            assertThat(traffic.awaitAnswerOf(third)).isLessThan(SOON);
            assertThat(traffic.end().reasons()).isEmpty();
        }
    }

    @Test
    void aNodeThatLeavesFinishesWhatItRuns() {
        try (Cluster cluster = Cluster.in(folder).start(3);
                Traffic traffic = cluster.traffic()) {
            StandInDaemon leaver = cluster.nodes().get(0);
            cluster.leave(leaver);
            cluster.awaitNotInConfig(leaver);
            awaitIdle(leaver);
            leaver.kill();
            traffic.awaitMore(20);

            assertThat(traffic.end().reasons()).isEmpty();
        }
    }

    @Test
    void aKilledNodeCostsWhatItWasRunningAndNothingElse() {
        try (Cluster cluster = Cluster.in(folder).start(3);
                Traffic traffic = cluster.traffic()) {
            StandInDaemon victim = cluster.nodes().get(0);
            victim.kill();
            Instant killed = Instant.now();
            cluster.awaitNotInConfig(victim);
            traffic.awaitMore(20);

            assertThat(traffic.failedSince(killed)).isEmpty();
        }
    }

    @Test
    void aNodeThatRestartsAtItsAddressServesUnderItsNewId() {
        try (Cluster cluster = Cluster.in(folder).start(3);
                Traffic traffic = cluster.traffic()) {
            StandInDaemon risen = cluster.restart(cluster.nodes().get(0));
            Instant restarted = Instant.now();

            assertThat(traffic.awaitAnswerOf(risen)).isLessThan(SOON.multipliedBy(2));
            assertThat(traffic.failedSince(restarted)).isEmpty();
            await().atMost(Cluster.DEADLINE)
                    .until(() -> cluster.admin().node(risen.nodeId()).isPresent());
        }
    }

    @Test
    void aNodeWhoseHeartbeatStalledStaysWhileItAnswers() {
        try (Cluster cluster = Cluster.in(folder).start(2);
                Traffic traffic = cluster.traffic()) {
            StandInDaemon stalled = cluster.nodes().get(0);
            stalled.freezeHeartbeats();
            await().atMost(Cluster.DEADLINE)
                    .until(() -> reason(cluster, stalled).contains("heartbeat is stale"));
            traffic.awaitAnswerOf(stalled);

            assertThat(cluster.isInConfig(stalled)).isTrue();
            assertThat(traffic.end().reasons()).isEmpty();
        }
    }

    @Test
    void aNodeThatBeatsButDoesNotAnswerLeavesAndComesBack() {
        try (Cluster cluster = Cluster.in(folder).start(3);
                Traffic traffic = cluster.traffic()) {
            StandInDaemon hanging = cluster.nodes().get(0);
            hanging.freezeAnswers();
            cluster.awaitNotInConfig(hanging);
            assertThat(reason(cluster, hanging)).contains("3 probes failed");
            hanging.thawAnswers();
            cluster.awaitInConfig(hanging);
            traffic.awaitAnswerOf(hanging);

            assertThat(traffic.end().reasons()).isEmpty();
        }
    }

    private static String reason(Cluster cluster, StandInDaemon node) {
        return cluster.admin().node(node.nodeId()).orElseThrow().path("reason").asText();
    }

    private static void awaitIdle(StandInDaemon node) {
        Door itself = new Door("127.0.0.1:" + node.port());
        await().atMost(Cluster.DEADLINE)
                .until(() -> itself.get("/health/check")
                                .json()
                                .path("active_dispatch_requests")
                                .asInt()
                        == 0);
    }
}
