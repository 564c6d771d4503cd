package dev.pluginlb.admin;

import dev.pluginlb.cluster.Node;
import dev.pluginlb.cluster.NodeState;
import dev.pluginlb.config.ProgramVersion;
import dev.pluginlb.control.Controller;
import dev.pluginlb.control.ControllerState;
import dev.pluginlb.control.DeploymentState;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.Locale;
import java.util.SortedMap;

/**
 * What Prometheus reads. Made anew of the controller's state for each reading, so that the two cannot differ, and a
 * version or a custom metric that is gone leaves no series behind.
 */
final class Metrics {

    private Metrics() {}

    static MetricSnapshots of(Controller controller) {
        ControllerState state = controller.state();
        DeploymentState deployment = state.deployment();
        return MetricSnapshots.of(
                build(),
                nodes(state),
                live(deployment),
                flag("pluginlb_config_proven", "1 when the wanted config was seen live", deployment.proven()),
                gauge("pluginlb_draining_workers", "Nginx workers that only finish their requests")
                        .dataPoint(point(Labels.EMPTY, deployment.drainingWorkers()))
                        .build(),
                flag(
                        "pluginlb_redis_readable",
                        "1 when the cluster was read from Redis, 0 when it is the last known one",
                        state.cluster().freshness().live()),
                skipped(controller.skippedValues()),
                custom(controller.customMetrics()));
    }

    private static InfoSnapshot build() {
        return InfoSnapshot.builder()
                .name("pluginlb_build")
                .help("The program")
                .dataPoint(InfoDataPointSnapshot.builder()
                        .labels(Labels.of("version", ProgramVersion.text()))
                        .build())
                .build();
    }

    /** Every state has its series, also at zero. */
    private static GaugeSnapshot nodes(ControllerState state) {
        GaugeSnapshot.Builder gauge = gauge("pluginlb_nodes", "Nodes by state");
        Arrays.stream(NodeState.values())
                .map(one -> point(Labels.of("state", one.name().toLowerCase(Locale.ROOT)), count(state, one)))
                .forEach(gauge::dataPoint);
        return gauge.build();
    }

    private static double count(ControllerState state, NodeState wanted) {
        return (double) state.cluster().nodes().stream()
                .map(Node::state)
                .filter(wanted::equals)
                .count();
    }

    private static GaugeSnapshot live(DeploymentState deployment) {
        GaugeSnapshot.Builder gauge = gauge("pluginlb_config_live", "The config that the running Nginx told last");
        deployment.live().ifPresent(version -> gauge.dataPoint(point(Labels.of("version", version), 1)));
        return gauge.build();
    }

    private static GaugeSnapshot custom(SortedMap<String, Double> metrics) {
        GaugeSnapshot.Builder gauge = gauge("pluginlb_custom", "What others wrote into custom:stats");
        metrics.forEach((name, value) -> gauge.dataPoint(point(Labels.of("metric", name), value)));
        return gauge.build();
    }

    private static CounterSnapshot skipped(long count) {
        return CounterSnapshot.builder()
                .name("pluginlb_skipped_values")
                .help("Values from Redis that made no sense")
                .dataPoint(
                        CounterDataPointSnapshot.builder().value((double) count).build())
                .build();
    }

    private static GaugeSnapshot flag(String name, String help, boolean isOn) {
        return gauge(name, help).dataPoint(point(Labels.EMPTY, isOn ? 1 : 0)).build();
    }

    private static GaugeSnapshot.Builder gauge(String name, String help) {
        return GaugeSnapshot.builder().name(name).help(help);
    }

    private static GaugeDataPointSnapshot point(Labels labels, double value) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }
}
