package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.demo.StandInDaemon;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stated hundred changes in ten seconds at an interval of five, all divided by five; scripts/churn.sh runs them all. */
class PacingTest {

    private static final int CHANGES = 20;
    private static final Duration EVERY = Duration.ofMillis(100);
    private static final Duration MIN_INTERVAL = Duration.ofSeconds(1);
    private static final int BURST = 2;

    @TempDir
    Path folder;

    @Test
    void manyChangesCostFewReloadsAndTheLastStateIsLive() {
        try (Cluster cluster = Cluster.in(folder).start(2)) {
            Registry registry = new Registry(cluster);
            List<StandInDaemon> others = registry.bystanders(5);
            others.forEach(registry::add);
            cluster.awaitServing(7);
            long before = cluster.admin().reloads();
            Instant start = Instant.now();

            registry.churn(others, CHANGES, EVERY);
            registry.remove(others.get(0));

            await().atMost(Cluster.DEADLINE)
                    .until(() -> cluster.servers().size() == 6
                            && !cluster.isInConfig(others.get(0))
                            && cluster.admin().isProven());
            long intervals = Duration.between(start, Instant.now()).dividedBy(MIN_INTERVAL);
            assertThat(cluster.admin().reloads() - before).isBetween(1L, BURST + intervals);
        }
    }
}
