package dev.pluginlb.bench.report;

import dev.pluginlb.bench.work.Answered;
import dev.pluginlb.bench.work.Job.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What a run is judged by, in milliseconds; NaN where there was no request of the class. */
public record Figures(double mean, double shortP50, double shortP99, double longMean) {

    private static final double NANOS = 1e6;

    public static Figures of(List<Answered> answered) {
        double[] all = millis(answered, List.of(Kind.values()));
        double[] quick = millis(answered, List.of(Kind.SHORT));
        double[] slow = millis(answered, List.of(Kind.LONG));
        return new Figures(mean(all), quantile(quick, 0.5), quantile(quick, 0.99), mean(slow));
    }

    /** Sorted. */
    static double[] millis(List<Answered> answered, List<Kind> kinds) {
        return answered.stream()
                .filter(one -> kinds.contains(one.kind()))
                .mapToDouble(one -> one.took() / NANOS)
                .sorted()
                .toArray();
    }

    /** The smallest value that so many are not above. */
    static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    /** Figure by figure. */
    static Figures fold(List<Figures> all, ToDoubleFunction<double[]> fold) {
        return new Figures(
                fold(all, Figures::mean, fold),
                fold(all, Figures::shortP50, fold),
                fold(all, Figures::shortP99, fold),
                fold(all, Figures::longMean, fold));
    }

    static Figures median(List<Figures> all) {
        return fold(all, Figures::median);
    }

    /** As a multiple of others. */
    Figures over(Figures other) {
        return new Figures(
                mean / other.mean, shortP50 / other.shortP50, shortP99 / other.shortP99, longMean / other.longMean);
    }

    private static double fold(List<Figures> all, ToDoubleFunction<Figures> figure, ToDoubleFunction<double[]> fold) {
        return fold.applyAsDouble(all.stream().mapToDouble(figure).sorted().toArray());
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }
}
