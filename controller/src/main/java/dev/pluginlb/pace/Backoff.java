package dev.pluginlb.pace;

import java.time.Duration;

/**
 * How long to wait after failures in a row: {@code first} doubled with each, up to {@code longest}, of which a random part between a
 * half and the whole is waited. Who lost the same server at the same moment so comes back spread over half of that time, the wider
 * the longer it was away. Pure; chance is passed in.
 */
public record Backoff(Duration first, Duration longest) {

    private static final int DOUBLINGS = 30;

    /** @throws IllegalArgumentException if the first pause is none, or longer than the longest */
    public Backoff {
        if (first.isNegative() || first.isZero() || first.compareTo(longest) > 0) {
            throw new IllegalArgumentException("first: " + first + " (expected: above 0, at most " + longest + ")");
        }
    }

    /**
     * The pause before the next attempt.
     *
     * @param failures in a row until now, from 1
     * @param chance from 0 to 1, another one each time
     */
    public Duration after(long failures, double chance) {
        int doublings = (int) Math.max(0, Math.min(failures - 1, DOUBLINGS));
        double ceiling = Math.min(first.toNanos() * Math.pow(2, doublings), (double) longest.toNanos());
        return Duration.ofNanos((long) (ceiling * (1 + chance) / 2));
    }
}
