package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.demo.LoadReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadUnderLoadTest {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(4);

    @TempDir
    Path folder;

    @Test
    void noRequestIsLostWhileNginxReloadsAgainAndAgain() {
        try (Cluster cluster = Cluster.in(folder).start(2);
                Traffic traffic = cluster.traffic()) {
            Instant begun = Instant.now();
            await().atMost(Cluster.DEADLINE)
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> {
                        cluster.nginx().reload();
                        return Duration.between(begun, Instant.now()).compareTo(LONG_ENOUGH) > 0;
                    });

            LoadReport report = traffic.end();
            assertThat(report.reasons()).isEmpty();
            assertThat(report.ok()).isGreaterThan(100);
            assertThat(cluster.nodes())
                    .allSatisfy(node -> assertThat(node.executions().values()).containsOnly(1));
        }
    }
}
