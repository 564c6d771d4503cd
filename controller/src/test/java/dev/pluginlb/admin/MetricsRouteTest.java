package dev.pluginlb.admin;

import static dev.pluginlb.admin.SettableController.release;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.Freshness;
import dev.pluginlb.control.Work;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsRouteTest {

    private final Running admin = new Running();

    @AfterEach
    void stop() {
        admin.close();
    }

    @Test
    void itIsPrometheusText() {
        HttpResponse<String> reply = admin.get("/metrics");

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Content-Type").orElseThrow())
                .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(reply.body())
                .contains("# TYPE pluginlb_build_info gauge\npluginlb_build_info{version=\"unpackaged\"} 1\n")
                .contains("# TYPE pluginlb_skipped_values_total counter\npluginlb_skipped_values_total 7.0\n");
    }

    @Test
    void nodesAreCountedByStateAlsoAtZero() {
        admin.controller.cluster(
                Freshness.live(SettableController.STARTED),
                Nodes.busy("n1", "10.0.0.1:5002", 1),
                Nodes.busy("n2", "10.0.0.2:5002", 1),
                Nodes.silent("n3", "10.0.0.3:5002", "refuses"));

        assertThat(lines())
                .contains(
                        "pluginlb_nodes{state=\"up\"} 2.0",
                        "pluginlb_nodes{state=\"down\"} 1.0",
                        "pluginlb_nodes{state=\"draining\"} 0.0",
                        "pluginlb_nodes{state=\"unknown\"} 0.0",
                        "pluginlb_redis_readable 1.0");
    }

    @Test
    void onlyTheConfigThatIsLiveNowHasASeries() {
        assertThat(lines()).noneMatch(line -> line.startsWith("pluginlb_config_live"));

        admin.controller.live(release("aaaa"));
        admin.controller.live(release("bbbb"));

        assertThat(lines())
                .contains("pluginlb_config_proven 1.0", "pluginlb_config_live{version=\"bbbb\"} 1.0")
                .noneMatch(line -> line.contains("aaaa"));
    }

    @Test
    void customMetricsAreExportedWhateverTheirNames() {
        admin.controller.customMetrics(Map.of("my_metric", 42.0, "odd \"name\"\nof \\ theirs", -0.5));

        assertThat(lines())
                .contains(
                        "pluginlb_custom{metric=\"my_metric\"} 42.0",
                        "pluginlb_custom{metric=\"odd \\\"name\\\"\\nof \\\\ theirs\"} -0.5");
    }

    @Test
    void howLongWorkTookIsAHistogramOfEachKind() {
        admin.controller.took(Work.TICK, Duration.ofMillis(4));
        admin.controller.took(Work.TICK, Duration.ofMillis(9));

        assertThat(lines())
                .contains(
                        "pluginlb_work_seconds_bucket{work=\"tick\",le=\"0.003\"} 0",
                        "pluginlb_work_seconds_bucket{work=\"tick\",le=\"0.005\"} 1",
                        "pluginlb_work_seconds_bucket{work=\"tick\",le=\"+Inf\"} 2",
                        "pluginlb_work_seconds_sum{work=\"tick\"} 0.013",
                        "pluginlb_work_seconds_count{work=\"tell\"} 0");
    }

    @Test
    void aLastKnownClusterIsTold() {
        admin.controller.cluster(Freshness.lastKnown(SettableController.STARTED, "refused"));

        assertThat(lines()).contains("pluginlb_redis_readable 0.0");
    }

    @Test
    void everyMetricIsDocumented() throws IOException {
        String page = Files.readString(Path.of("../docs/extending.md"));

        assertThat(lines().stream()
                        .filter(line -> line.startsWith("# TYPE "))
                        .map(line -> line.replaceAll("# TYPE (\\S+) .*", "$1")))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(page).contains("`" + name));
    }

    private List<String> lines() {
        return admin.get("/metrics").body().lines().toList();
    }
}
