package dev.pluginlb.traffic;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The newest durations of an endpoint, oldest first. Immutable.
 *
 * @param size how many are kept, at least 1
 * @param durations at most {@code size}
 */
public record SlidingWindow(int size, List<Duration> durations) {

    /** Keeps the newest of those given. */
    public SlidingWindow {
        if (size < 1) {
            throw new IllegalArgumentException("size: " + size + " (expected: at least 1)");
        }
        durations = List.copyOf(durations.subList(Math.max(0, durations.size() - size), durations.size()));
    }

    public static SlidingWindow empty(int size) {
        return new SlidingWindow(size, List.of());
    }

    public SlidingWindow with(Duration newest) {
        return with(List.of(newest));
    }

    /** @param newer oldest first */
    public SlidingWindow with(List<Duration> newer) {
        return newer.isEmpty()
                ? this
                : new SlidingWindow(
                        size, Stream.concat(durations.stream(), newer.stream()).toList());
    }

    boolean isFull() {
        return durations.size() == size;
    }

    /** So many of these, evenly spaced, that they fill a third of the window. */
    List<Duration> thirdOf(List<Duration> many) {
        int few = Math.min(many.size(), (size + 2) / 3);
        return IntStream.range(0, few)
                .mapToObj(i -> many.get((2 * i + 1) * many.size() / (2 * few)))
                .toList();
    }

    public int count() {
        return durations.size();
    }

    /** The mean; zero while there is none. */
    public Duration mean() {
        return durations.isEmpty()
                ? Duration.ZERO
                : durations.stream().reduce(Duration.ZERO, Duration::plus).dividedBy(durations.size());
    }
}
