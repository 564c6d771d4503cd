package dev.pluginlb.bench.soak;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How something grows: the median of the slopes between any two points (Theil and Sen), which a few odd points do not turn.
 *
 * <p>The interval is Sen's at 95 %, from the variance of Kendall's tau, stretched where neighbours resemble each other: with a
 * lag-1 correlation r of what the line leaves over, n points are worth n (1 - r) / (1 + r).
 *
 * @param perHour growth in an hour
 * @param least of the interval
 * @param most of the interval
 */
record Trend(double perHour, double least, double most) {

    private static final double HOUR = 3600;
    private static final double Z_95 = 1.96;
    private static final double MOST_ALIKE = 0.9;
    static final int FEWEST = 4;

    /** @param second since the start, ascending and no two the same */
    record Point(double second, double value) {}

    /** @throws IllegalArgumentException for fewer than four points, which have no interval */
    static Trend of(List<Point> points) {
        int count = points.size();
        if (count < FEWEST) {
            throw new IllegalArgumentException("points: " + count + " (expected: at least " + FEWEST + ")");
        }
        double[] slopes = slopes(points);
        double median = median(slopes);
        double half = Z_95 * Math.sqrt(count * (count - 1.0) * (2.0 * count + 5) / 18 * stretch(points, median)) / 2;
        return new Trend(
                median * HOUR,
                slopes[(int) Math.max(0, Math.floor(slopes.length / 2.0 - half))] * HOUR,
                slopes[(int) Math.min(slopes.length - 1, Math.ceil(slopes.length / 2.0 + half))] * HOUR);
    }

    private static double[] slopes(List<Point> points) {
        return IntStream.range(0, points.size())
                .boxed()
                .flatMapToDouble(i ->
                        IntStream.range(i + 1, points.size()).mapToDouble(j -> slope(points.get(i), points.get(j))))
                .sorted()
                .toArray();
    }

    private static double slope(Point first, Point later) {
        return (later.value() - first.value()) / (later.second() - first.second());
    }

    /** By how much the variance is larger than of points that know nothing of each other. */
    private static double stretch(List<Point> points, double slope) {
        double[] rest = points.stream()
                .mapToDouble(point -> point.value() - slope * point.second())
                .toArray();
        double mean = Arrays.stream(rest).average().orElseThrow();
        double square =
                Arrays.stream(rest).map(one -> (one - mean) * (one - mean)).sum();
        double neighbours = IntStream.range(1, rest.length)
                .mapToDouble(i -> (rest[i] - mean) * (rest[i - 1] - mean))
                .sum();
        double alike = square == 0 ? 0 : Math.min(MOST_ALIKE, Math.max(0, neighbours / square));
        return (1 + alike) / (1 - alike);
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
