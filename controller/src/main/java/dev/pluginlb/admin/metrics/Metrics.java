package dev.pluginlb.admin.metrics;

import dev.pluginlb.admin.view.AdminJson;
import dev.pluginlb.config.ProgramVersion;
import dev.pluginlb.control.Controller;
import dev.pluginlb.control.Durations;
import dev.pluginlb.control.Event;
import dev.pluginlb.control.Work;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All metrics. Made anew of the controller's state for each reading, so that the two cannot differ, and a version, a node or
 * a custom metric that is gone leaves no series behind. Thread-safe.
 *
 * <p>What the JVM says of itself is set up with the first reading: it costs listeners, which nobody needs whom no Prometheus
 * reads.
 */
public final class Metrics {

    /** In seconds, as {@link Durations} counts. */
    static final List<Double> WORK_BOUNDS =
            Durations.BOUNDS_MS.stream().map(bound -> bound / 1000.0).toList();

    private final Controller controller;
    private final PrometheusRegistry jvm = new PrometheusRegistry();
    private boolean jvmIsWatched;

    public Metrics(Controller controller) {
        this.controller = controller;
    }

    public MetricSnapshots now() {
        return new MetricSnapshots(Stream.of(
                        program(),
                        RequestMetrics.of(controller),
                        NodeMetrics.of(controller.state()),
                        ConfigMetrics.of(controller),
                        SharedMetrics.of(controller),
                        FeedMetrics.of(controller.learning()),
                        jvm().stream())
                .flatMap(Function.identity())
                .toList());
    }

    private synchronized MetricSnapshots jvm() {
        if (!jvmIsWatched) {
            JvmMetrics.builder().register(jvm);
            jvmIsWatched = true;
        }
        return jvm.scrape();
    }

    private Stream<MetricSnapshot> program() {
        return Stream.of(
                Series.info("pluginlb_build", "The program", List.of(Labels.of("version", ProgramVersion.text()))),
                Series.histogram(
                        "pluginlb_work_seconds",
                        "How long the controller took: a turn of its loop, to render, to tell Nginx a state",
                        WORK_BOUNDS,
                        Arrays.stream(Work.values())
                                .collect(Collectors.toMap(
                                        work -> Labels.of("work", AdminJson.word(work)),
                                        work -> times(controller.times(work))))),
                Series.counters(
                        "pluginlb_events", "Changes that the event stream told of, by what they are about", events()),
                Series.gauges("pluginlb_custom", "What others wrote into custom:stats", custom()));
    }

    /** Every kind has its series, also at zero. */
    private Map<Labels, Long> events() {
        Map<Event.Kind, Long> counts = controller.journal().counts();
        return Arrays.stream(Event.Kind.values())
                .collect(Collectors.toMap(
                        kind -> Labels.of("kind", AdminJson.word(kind)), kind -> counts.getOrDefault(kind, 0L)));
    }

    private Map<Labels, Double> custom() {
        Map<Labels, Double> custom = new TreeMap<>();
        controller.customMetrics().forEach((name, value) -> custom.put(Labels.of("metric", name), value));
        return custom;
    }

    static Series.Times times(Durations.Tally tally) {
        return new Series.Times(tally.counts(), tally.sum());
    }
}
