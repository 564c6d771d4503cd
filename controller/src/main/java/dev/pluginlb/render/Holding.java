package dev.pluginlb.render;

import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Where and how long stock Nginx lets long requests wait. Nginx checks a number of requests once for each request that it
 * receives, so whoever has waited is sent through a listener of our own, where it is checked anew.
 *
 * @param gate the listener that takes long requests while there is room, as {@code listen} takes it
 * @param overflow the listener that takes them when they have waited long enough
 * @param threshold the mean above which an endpoint is long; waits are shares of it
 */
public record Holding(String gate, String overflow, Duration threshold) {

    /** Found by simulation and measured, see RATIONALE. More of them do not fit into Nginx's ten redirects. */
    private static final double[] SHARES = {1 / 3.0, 2 / 3.0, 4 / 3.0};

    /** How long each of the waits is, in milliseconds, the first one first. */
    public List<Long> waits() {
        return DoubleStream.of(SHARES)
                .mapToObj(share -> Math.max(1, Math.round(share * threshold.toMillis())))
                .toList();
    }
}
