package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pluginlb.monitoring.Dashboard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus reads a real controller, and answers what the dashboard asks. */
class PrometheusTest {

    @TempDir
    Path folder;

    @Test
    void everyPanelHasSomethingToShowAndNoAlertFiresForAHealthyCluster() throws Exception {
        try (Cluster cluster = Cluster.in(folder).withLua().start(2);
                Prometheus prometheus = Prometheus.reading(
                        cluster.setting("admin.listen"), Files.createDirectory(folder.resolve("prometheus")))) {
            await("a rate, which takes two readings")
                    .atMost(Cluster.DEADLINE)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> {
                        cluster.internal().call("X-Stand-In-Duration", "5ms");
                        cluster.internal().post("/plugin/x/no/such/route");
                        return shown(prometheus, "rate(pluginlb_requests_total{end=\"ok\"}[1m]) > 0");
                    });

            CompletableFuture<Answer> running = cluster.internal().begin(Door.LONG, "X-Stand-In-Duration", "40s");
            await("Nginx's count of what runs")
                    .atMost(Cluster.DEADLINE)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> shown(prometheus, "pluginlb_requests_in_flight{class=\"long\"} == 1"));
            running.cancel(true);

            List<String> empty = new ArrayList<>();
            for (String expression : Dashboard.read().expressions()) {
                JsonNode answer = prometheus.query(expression);
                assertThat(answer.get("status").asText())
                        .as(expression + ": " + answer)
                        .isEqualTo("success");
                if (answer.at("/data/result").isEmpty()) {
                    empty.add(expression);
                }
            }
            assertThat(empty).as("only of changes that did not happen").allMatch(query -> query.startsWith("changes("));
            assertThat(prometheus.rules())
                    .hasSizeGreaterThan(10)
                    .allSatisfy(rule -> assertThat(rule.get("lastError"))
                            .as(rule.toString())
                            .isNull());
            assertThat(prometheus.alerts())
                    .allSatisfy(alert -> assertThat(alert.get("state").asText())
                            .as(alert.toString())
                            .isEqualTo("pending"));
            assertThat(shown(prometheus, "up{job=\"pluginlb\"} == 1")).isTrue();
        }
    }

    private static boolean shown(Prometheus prometheus, String expression) {
        return !prometheus.query(expression).at("/data/result").isEmpty();
    }
}
