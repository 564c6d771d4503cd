package dev.pluginlb.control;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;

/** How long one kind of work took, each time since the start, as counts in fixed classes. Thread-safe; never blocks. */
public final class Durations {

    /** The longest that each class takes, in milliseconds; what is longer than the last has a class of its own. */
    public static final List<Long> BOUNDS_MS = List.of(
            1L, 2L, 3L, 5L, 7L, 10L, 15L, 20L, 30L, 50L, 75L, 100L, 150L, 200L, 300L, 500L, 1000L, 2000L, 5000L,
            10_000L, 30_000L);

    private final AtomicLongArray counts = new AtomicLongArray(BOUNDS_MS.size() + 1);
    private final LongAdder nanos = new LongAdder();

    /**
     * What was counted until now.
     *
     * @param counts for each of {@link #BOUNDS_MS} the times that were no longer than it, but longer than the one before;
     *     and at the end those longer than all
     * @param sum of all times
     */
    public record Tally(List<Long> counts, Duration sum) {

        public Tally {
            counts = List.copyOf(counts);
        }

        /** How many times there were. */
        public long count() {
            return counts.stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Counts one time; a negative one as none. */
    public void add(Duration took) {
        long positive = Math.max(0, took.toNanos());
        counts.incrementAndGet(place(positive));
        nanos.add(positive);
    }

    public Tally tally() {
        return new Tally(
                LongStream.range(0, counts.length())
                        .map(place -> counts.get((int) place))
                        .boxed()
                        .toList(),
                Duration.ofNanos(nanos.sum()));
    }

    private static int place(long nanos) {
        int place = 0;
        while (place < BOUNDS_MS.size()
                && nanos > Duration.ofMillis(BOUNDS_MS.get(place)).toNanos()) {
            place++;
        }
        return place;
    }
}
