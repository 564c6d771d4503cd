package dev.pluginlb.simulate;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How long requests took, from their arrival at the proxy to the end of their answer, in seconds; NaN where there were
 * none.
 */
public record Figures(
        double mean, double shortP50, double shortP99, double shortMean, double longMean, double longP99) {

    /** Of each figure the median over several runs. */
    public static Figures median(List<Figures> runs) {
        return new Figures(
                median(runs, Figures::mean),
                median(runs, Figures::shortP50),
                median(runs, Figures::shortP99),
                median(runs, Figures::shortMean),
                median(runs, Figures::longMean),
                median(runs, Figures::longP99));
    }

    /** Each figure as a multiple of another's. */
    public Figures over(Figures other) {
        return new Figures(
                mean / other.mean,
                shortP50 / other.shortP50,
                shortP99 / other.shortP99,
                shortMean / other.shortMean,
                longMean / other.longMean,
                longP99 / other.longP99);
    }

    private static double median(List<Figures> runs, ToDoubleFunction<Figures> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static Figures of(double[] shortTimes, double[] longTimes) {
        Arrays.sort(shortTimes);
        Arrays.sort(longTimes);
        double sum = sum(shortTimes) + sum(longTimes);
        return new Figures(
                sum / (shortTimes.length + longTimes.length),
                quantile(shortTimes, 0.5),
                quantile(shortTimes, 0.99),
                sum(shortTimes) / shortTimes.length,
                sum(longTimes) / longTimes.length,
                quantile(longTimes, 0.99));
    }

    private static double sum(double[] times) {
        return Arrays.stream(times).sum();
    }

    /** The smallest value that at least that share of all do not exceed. */
    private static double quantile(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
