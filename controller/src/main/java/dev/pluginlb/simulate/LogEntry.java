package dev.pluginlb.simulate;

import dev.pluginlb.traffic.EndpointKey;

/**
 * A recorded request.
 *
 * @param end when it ended, in seconds since any moment
 * @param took what its client saw, in seconds
 * @param work what its node took
 * @param weight how many requests it stands for
 */
record LogEntry(double end, double took, double work, EndpointKey endpoint, long weight) {

    private static final double LONGEST = 30 * 86_400.0;

    /** @throws IllegalArgumentException if a time is none, or above 30 days */
    LogEntry {
        if (!Double.isFinite(end) || !isTime(took) || !isTime(work)) {
            throw new IllegalArgumentException("times: (expected: from 0 s to 30 days)");
        }
    }

    private static boolean isTime(double seconds) {
        return seconds >= 0 && seconds <= LONGEST;
    }

    double arrival() {
        return end - took;
    }
}
