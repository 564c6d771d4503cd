package dev.pluginlb.traffic;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was seen of one endpoint since the last flush. Immutable.
 *
 * @param count how many requests, at least 1; more than there are durations when some were only counted
 * @param sum of all their durations
 * @param max of all their durations
 * @param newest the newest durations, oldest first, at most {@link #KEPT}
 */
public record Samples(long count, Duration sum, Duration max, List<Duration> newest) {

    /** The longest window: what came before so many cannot matter to any window any more. */
    public static final int KEPT = 64;

    /** @throws IllegalArgumentException if there is nothing, or less counted than listed */
    public Samples {
        if (newest.isEmpty() || count < newest.size()) {
            throw new IllegalArgumentException(
                    "count: " + count + " (expected: at least 1, and at least " + newest.size() + ")");
        }
        newest = List.copyOf(newest.subList(Math.max(0, newest.size() - KEPT), newest.size()));
    }

    public static Samples of(Duration duration) {
        return new Samples(1, duration, duration, List.of(duration));
    }

    /** Whether there were at least {@link #KEPT}. All of a crowd meet the same hitch of a machine, and say no more than a few. */
    boolean isCrowd() {
        return newest.size() >= KEPT;
    }

    /** These, and those that were seen after them. */
    public Samples plus(Samples later) {
        return new Samples(
                count + later.count,
                sum.plus(later.sum),
                max.compareTo(later.max) > 0 ? max : later.max,
                Stream.concat(newest.stream(), later.newest.stream()).toList());
    }
}
