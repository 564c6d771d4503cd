package dev.pluginlb.traffic;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How many requests there were since the start, how they ended, and how long they took. Immutable.
 *
 * @param ends how many ended in each way; those in which none did may be missing
 * @param times for each of {@link #BOUNDS} the requests that took no longer than it, but longer than the one before; and at
 *     the end those that took longer than all
 * @param sum of all times
 */
public record FlowTally(Map<End, Long> ends, List<Long> times, Duration sum) {

    /** The longest that each class of {@link #times} takes. */
    public static final List<Duration> BOUNDS = List.of(
            Duration.ofMillis(10),
            Duration.ofMillis(25),
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofMillis(2500),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(300));

    /** How a request can end, as its client saw it. */
    public enum End {
        /** Answered with a status below 400. */
        OK,
        /** Answered with 400 to 498. */
        CLIENT_ERROR,
        /** Answered with 500 or more. */
        SERVER_ERROR,
        /** The client went before the whole answer was there; Dify does so after the first item of a unary call. */
        CLIENT_WENT;

        private static final int ERRORS = 400;
        private static final int WENT = 499;
        private static final int SERVER_ERRORS = 500;

        static End of(int status) {
            if (status == WENT) {
                return CLIENT_WENT;
            }
            if (status >= SERVER_ERRORS) {
                return SERVER_ERROR;
            }
            return status >= ERRORS ? CLIENT_ERROR : OK;
        }
    }

    public FlowTally {
        ends = Collections.unmodifiableMap(new EnumMap<>(ends));
        times = List.copyOf(times);
    }

    /** How many requests in all. */
    public long count() {
        return times.stream().mapToLong(Long::longValue).sum();
    }
}
