package dev.pluginlb.admin;

import static dev.pluginlb.admin.GivenReleases.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Freshness;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.control.Event;
import dev.pluginlb.control.Journal;
import dev.pluginlb.control.Work;
import dev.pluginlb.nginx.ApplyOutcome;
import dev.pluginlb.nginx.Carried;
import dev.pluginlb.redis.Coordination;
import dev.pluginlb.redis.NodeStatus;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
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
        assertThat(lines()).noneMatch(line -> line.startsWith("pluginlb_config_info"));

        admin.controller.live(release("aaaa"));
        admin.controller.live(release("bbbb"));

        assertThat(lines())
                .contains("pluginlb_config_proven 1.0", "pluginlb_config_info{version=\"bbbb\"} 1")
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

    /** A query of failures was empty until there was one, and a rate missed that one. */
    @Test
    void failuresAreThereBeforeTheFirstOne() {
        admin.controller.cluster(Freshness.live(SettableController.STARTED), Nodes.busy("n1", "10.0.0.1:5002", 0));
        assertThat(lines())
                .contains(
                        "pluginlb_requests_total{class=\"long\",end=\"server_error\",node=\"none\"} 0.0",
                        "pluginlb_requests_total{class=\"short\",end=\"client_went\",node=\"none\"} 0.0");

        admin.controller.finished(Everything.request("10.0.0.1:5002", "short", 200, Duration.ofMillis(9)));

        assertThat(lines())
                .contains("pluginlb_requests_total{class=\"short\",end=\"server_error\",node=\"10.0.0.1:5002\"} 0.0");
    }

    @Test
    void requestsAreCountedByClassNodeAndEnd() {
        Everything.happensTo(admin.controller);

        assertThat(lines())
                .contains(
                        "pluginlb_requests_total{class=\"short\",end=\"ok\",node=\"10.0.0.1:5002\"} 1.0",
                        "pluginlb_requests_total{class=\"long\",end=\"server_error\",node=\"10.0.0.1:5002\"} 1.0",
                        "pluginlb_node_request_duration_seconds_sum{class=\"long\",node=\"10.0.0.1:5002\"} 40.0",
                        "pluginlb_request_duration_seconds_bucket{class=\"short\",route=\"POST"
                                + " /plugin/:tenant_id/dispatch/llm/invoke\",le=\"0.05\"} 1");
    }

    @Test
    void aNodeThatIsGoneHasNoSeriesAndGoesOnWhereItWasWhenItIsBack() {
        admin.controller.finished(Everything.request("10.0.0.9:5002", "short", 200, Duration.ofMillis(9)));
        assertThat(lines()).noneMatch(line -> line.contains("10.0.0.9"));

        admin.controller.cluster(Freshness.live(SettableController.STARTED), Nodes.busy("n9", "10.0.0.9:5002", 1));

        assertThat(lines()).contains("pluginlb_requests_total{class=\"short\",end=\"ok\",node=\"10.0.0.9:5002\"} 1.0");
    }

    @Test
    void whatRunsIsNginxsCountAndWithoutOneWhatTheNodeSays() {
        admin.controller.cluster(Freshness.live(SettableController.STARTED), Nodes.busy("n1", "10.0.0.1:5002", 9));
        admin.controller.coordination(new Coordination(
                Optional.empty(),
                Map.of(),
                Map.of(new NodeId("n1"), new NodeStatus(true, true, SettableController.STARTED, 9, 2, true)),
                List.of()));
        assertThat(lines())
                .contains(
                        "pluginlb_requests_in_flight{class=\"short\",node=\"10.0.0.1:5002\"} 7.0",
                        "pluginlb_requests_in_flight{class=\"long\",node=\"10.0.0.1:5002\"} 2.0");

        admin.controller.inNginx(Map.of(Address.parse("10.0.0.1:5002"), new Carried(3, 1)));

        assertThat(lines())
                .contains(
                        "pluginlb_requests_in_flight{class=\"short\",node=\"10.0.0.1:5002\"} 2.0",
                        "pluginlb_requests_in_flight{class=\"long\",node=\"10.0.0.1:5002\"} 1.0");
    }

    /** Its last number stood there for as long as its entry did, long after its requests had ended with it. */
    @Test
    void aNodeThatIsDownRunsNothing() {
        admin.controller.cluster(
                Freshness.live(SettableController.STARTED),
                Nodes.died("n1", "10.0.0.1:5002", 9),
                Nodes.busy("n2", "10.0.0.2:5002", 1));
        NodeStatus said = new NodeStatus(true, true, SettableController.STARTED, 9, 2, true);
        admin.controller.coordination(new Coordination(
                Optional.empty(), Map.of(), Map.of(new NodeId("n1"), said, new NodeId("n2"), said), List.of()));

        assertThat(lines())
                .contains("pluginlb_requests_in_flight{class=\"short\",node=\"10.0.0.2:5002\"} 7.0")
                .noneMatch(line -> line.startsWith("pluginlb_requests_in_flight") && line.contains("10.0.0.1:5002"));
    }

    @Test
    void attemptsAreCountedByTheirEndsAlsoAtZero() {
        admin.controller.ended(GivenReleases.outcome(ApplyOutcome.Result.REFUSED, "aaaa", "no such directive"));

        assertThat(lines())
                .contains(
                        "pluginlb_applies_total{result=\"refused\"} 1.0",
                        "pluginlb_applies_total{result=\"not_live\"} 0.0",
                        "pluginlb_apply_duration_seconds_bucket{result=\"refused\",le=\"0.3\"} 1",
                        "pluginlb_apply_duration_seconds_bucket{result=\"refused\",le=\"0.2\"} 0",
                        "pluginlb_state_tellings_total{result=\"failed\"} 1.0",
                        "pluginlb_redis_failures_total{errand=\"elect\"} 3.0",
                        "pluginlb_leader_changes_total 4.0");
    }

    @Test
    void theMomentOfTheLiveConfigIsThatOfItsNewestProof() {
        Everything.happensTo(admin.controller);

        double proven = SettableController.STARTED.plusSeconds(60).getEpochSecond();
        assertThat(lines())
                .filteredOn(line -> line.startsWith("pluginlb_config_applied_timestamp_seconds"))
                .singleElement(STRING)
                .satisfies(line -> assertThat(Double.parseDouble(line.substring(line.indexOf(' '))))
                        .isEqualTo(proven));
    }

    @Test
    void eventsAreCountedAlsoThoseThatAreForgotten() {
        for (int i = 0; i <= Journal.KEPT; i++) {
            admin.controller
                    .journal()
                    .enter(List.of(new Event.Change(Event.Kind.NODE, "n", "up -> down")), SettableController.STARTED);
        }

        assertThat(lines())
                .contains("pluginlb_events_total{kind=\"node\"} 1001.0", "pluginlb_events_total{kind=\"main\"} 0.0");
    }

    @Test
    void aThousandNodesAreLessThanTwoMegabytes() {
        admin.controller.cluster(
                Freshness.live(SettableController.STARTED),
                IntStream.range(0, 1000)
                        .mapToObj(i -> Nodes.busy("node-" + i, address(i), 3))
                        .toArray(Node[]::new));
        Map<Address, Carried> carried = new HashMap<>();
        for (int i = 0; i < 1000; i++) {
            carried.put(Address.parse(address(i)), new Carried(300, 100));
            for (String requestClass : List.of("short", "long")) {
                for (int status : new int[] {200, 404, 499, 500}) {
                    admin.controller.finished(
                            Everything.request(address(i), requestClass, status, Duration.ofMillis(1234)));
                }
            }
        }
        admin.controller.inNginx(carried);

        assertThat(admin.get("/metrics").body()).hasSizeBetween(100_000, 2_000_000);
    }

    private static String address(int node) {
        return "10.20." + (100 + node / 250) + "." + (node % 250) + ":5002";
    }

    private List<String> lines() {
        return admin.get("/metrics").body().lines().toList();
    }
}
