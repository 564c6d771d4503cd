package dev.pluginlb.admin;

import dev.pluginlb.cluster.Node;
import dev.pluginlb.cluster.NodeState;
import dev.pluginlb.config.ProgramVersion;
import dev.pluginlb.control.Controller;
import dev.pluginlb.control.ControllerState;
import dev.pluginlb.control.DeploymentState;
import dev.pluginlb.control.Durations;
import dev.pluginlb.control.Work;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
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

    private static final double MS_PER_SECOND = 1000;
    private static final double NANOS_PER_SECOND = 1e9;

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
                work(controller),
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

    private static HistogramSnapshot work(Controller controller) {
        HistogramSnapshot.Builder histogram =
                HistogramSnapshot.builder().name("pluginlb_work_seconds").help("How long the controller took");
        Arrays.stream(Work.values())
                .map(work -> HistogramDataPointSnapshot.builder()
                        .labels(Labels.of("work", work.name().toLowerCase(Locale.ROOT)))
                        .classicHistogramBuckets(buckets(controller.times(work)))
                        .sum(controller.times(work).sum().toNanos() / NANOS_PER_SECOND)
                        .build())
                .forEach(histogram::dataPoint);
        return histogram.build();
    }

    private static ClassicHistogramBuckets buckets(Durations.Tally tally) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        for (int place = 0; place < tally.counts().size(); place++) {
            double bound = place < Durations.BOUNDS_MS.size()
                    ? Durations.BOUNDS_MS.get(place) / MS_PER_SECOND
                    : Double.POSITIVE_INFINITY;
            buckets.bucket(bound, tally.counts().get(place));
        }
        return buckets.build();
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
