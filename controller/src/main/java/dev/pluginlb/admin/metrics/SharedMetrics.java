package dev.pluginlb.admin.metrics;

import dev.pluginlb.admin.view.AdminJson;
import dev.pluginlb.admin.view.MasterView;
import dev.pluginlb.cluster.Freshness;
import dev.pluginlb.control.Controller;
import dev.pluginlb.control.Counts;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Redis, and the controllers that meet there. */
final class SharedMetrics {

    private SharedMetrics() {}

    static Stream<MetricSnapshot> of(Controller controller) {
        return Stream.concat(redis(controller), election(controller));
    }

    private static Stream<MetricSnapshot> redis(Controller controller) {
        Freshness freshness = controller.state().cluster().freshness();
        Counts counts = controller.counts();
        return Stream.of(
                Series.flag(
                        "pluginlb_redis_readable",
                        "1 when the cluster was read from Redis, 0 when it is the last known one",
                        freshness.live()),
                Series.moment(
                        "pluginlb_redis_since_timestamp_seconds",
                        "Since when Redis is readable, or is not",
                        Optional.of(freshness.since())),
                Series.counters(
                        "pluginlb_redis_failures",
                        "How often Redis did not do what it was asked for",
                        counts.redisFailures().entrySet().stream()
                                .collect(Collectors.toMap(
                                        entry -> Labels.of("errand", AdminJson.word(entry.getKey())),
                                        entry -> entry.getValue()))),
                Series.counter(
                        "pluginlb_skipped_values", "Values from Redis that made no sense", controller.skippedValues()));
    }

    private static Stream<MetricSnapshot> election(Controller controller) {
        return Stream.of(
                Series.flag("pluginlb_leader", "1 when this controller leads", controller.leads()),
                Series.flag(
                        "pluginlb_leader_known",
                        "1 when some controller leads, as far as this one knows",
                        MasterView.leader(controller).isPresent()),
                Series.counter(
                        "pluginlb_leader_changes",
                        "How often this controller took the lead, or lost it to another",
                        controller.counts().leadChanges()),
                Series.gauge(
                        "pluginlb_controllers",
                        "Controllers that are entered in Redis",
                        controller.state().coordination().controllers().size()));
    }
}
