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

    double arrival() {
        return end - took;
    }
}
