package dev.pluginlb.admin.metrics;

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
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Metrics by kind, each with the series it has now; one without any keeps its name and help out of the answer. */
final class Series {

    private static final double MS_PER_SECOND = 1000;
    private static final double NANOS_PER_SECOND = 1e9;

    private Series() {}

    /** How often things took how long: for each of the bounds the number up to it, and at the end the rest. */
    record Times(Collection<Long> counts, Duration sum) {}

    static MetricSnapshot gauge(String name, String help, double value) {
        return gauges(name, help, Map.of(Labels.EMPTY, value));
    }

    static MetricSnapshot flag(String name, String help, boolean isOn) {
        return gauge(name, help, isOn ? 1 : 0);
    }

    /** A moment, in seconds since 1970. */
    static MetricSnapshot moment(String name, String help, Optional<Instant> moment) {
        return gauges(
                name,
                help,
                moment.map(at -> Map.of(Labels.EMPTY, at.toEpochMilli() / MS_PER_SECOND))
                        .orElse(Map.of()));
    }

    static MetricSnapshot gauges(String name, String help, Map<Labels, ? extends Number> values) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        values.forEach((labels, value) -> gauge.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(labels)
                .value(value.doubleValue())
                .build()));
        return gauge.build();
    }

    static MetricSnapshot counter(String name, String help, long value) {
        return counters(name, help, Map.of(Labels.EMPTY, value));
    }

    static MetricSnapshot counters(String name, String help, Map<Labels, Long> values) {
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
        values.forEach((labels, value) -> counter.dataPoint(CounterDataPointSnapshot.builder()
                .labels(labels)
                .value((double) value)
                .build()));
        return counter.build();
    }

    /** Words about something, whose series always are 1. */
    static MetricSnapshot info(String name, String help, Collection<Labels> infos) {
        InfoSnapshot.Builder info = InfoSnapshot.builder().name(name).help(help);
        infos.forEach(labels ->
                info.dataPoint(InfoDataPointSnapshot.builder().labels(labels).build()));
        return info.build();
    }

    /** @param boundsSeconds the longest that each class of the times takes, without the last */
    static MetricSnapshot histogram(
            String name, String help, Collection<Double> boundsSeconds, Map<Labels, Times> all) {
        HistogramSnapshot.Builder histogram =
                HistogramSnapshot.builder().name(name).help(help);
        all.forEach((labels, times) -> histogram.dataPoint(HistogramDataPointSnapshot.builder()
                .labels(labels)
                .classicHistogramBuckets(buckets(boundsSeconds, times))
                .sum(seconds(times.sum()))
                .build()));
        return histogram.build();
    }

    /** Number and sum alone. */
    static MetricSnapshot summary(String name, String help, Map<Labels, Times> all) {
        SummarySnapshot.Builder summary = SummarySnapshot.builder().name(name).help(help);
        all.forEach((labels, times) -> summary.dataPoint(SummaryDataPointSnapshot.builder()
                .labels(labels)
                .count(times.counts().stream().mapToLong(Long::longValue).sum())
                .sum(seconds(times.sum()))
                .build()));
        return summary.build();
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / NANOS_PER_SECOND;
    }

    private static ClassicHistogramBuckets buckets(Collection<Double> boundsSeconds, Times times) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        var bounds = boundsSeconds.iterator();
        for (long count : times.counts()) {
            buckets.bucket(bounds.hasNext() ? bounds.next() : Double.POSITIVE_INFINITY, count);
        }
        return buckets.build();
    }
}
