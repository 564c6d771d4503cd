package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.demo.StandInDaemon;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The controller is killed at any moment while configs follow each other as fast as they can. */
class KilledControllerTest {

    private static final int KILLS = 3;
    private static final Duration CHANGE = Duration.ofMillis(30);

    @TempDir
    Path folder;

    @Test
    void nginxServesOnAndWouldStartAndTheNextControllerProvesWithoutBeingTold() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (Cluster cluster = restless()) {
            Registry registry = new Registry(cluster);
            List<StandInDaemon> others = registry.bystanders(4);
            cluster.join();
            others.forEach(registry::add);
            try (ChildJvm first = cluster.runController()) {
                cluster.awaitServing(5);
                stormAndKill(registry, others, random, first);
            }
            try (Traffic traffic = cluster.traffic()) {
                for (int i = 1; i < KILLS; i++) {
                    assertStartable(cluster, seed);
                    try (ChildJvm next = cluster.runController()) {
                        cluster.awaitServing(5);
                        stormAndKill(registry, others, random, next);
                    }
                }
                assertThat(traffic.end().reasons()).as("seed %d", seed).isEmpty();
            }
            assertStartsAgain(cluster);
        }
    }

    /** Applies without a pause. */
    private Cluster restless() {
        return Cluster.in(folder)
                .set("reload.debounce", "1ms")
                .set("reload.max-wait", "1ms")
                .set("reload.min-interval", "1ms")
                .set("reload.max-draining-workers", "1000");
    }

    private static void stormAndKill(
            Registry registry, List<StandInDaemon> others, Random random, ChildJvm controller) {
        registry.churn(others, 10 + random.nextInt(24), CHANGE);
        controller.kill();
    }

    private static void assertStartable(Cluster cluster, long seed) {
        assertThat(cluster.nginx().test().succeeded())
                .as("seed %d: %s", seed, cluster.nginx().test().words())
                .isTrue();
        assertThat(cluster.servers()).isNotEmpty();
        assertThat(cluster.internal().call().status()).isEqualTo(200);
    }

    private static void assertStartsAgain(Cluster cluster) {
        cluster.nginx().stop();
        cluster.nginx().start();
        await().atMost(Cluster.DEADLINE)
                .ignoreExceptions()
                .until(() -> cluster.internal().call().status() == 200);
    }
}
