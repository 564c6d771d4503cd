package dev.pluginlb.config;

import dev.pluginlb.cluster.Liveness;
import java.time.Duration;
import java.util.Optional;

/**
 * How the members of a further pool are probed.
 *
 * @param path what is asked for with {@code GET}, where 2xx and 3xx are good; empty for a connection that opens
 * @param timeout of one probe; may be longer than the interval
 */
public record PoolHealth(Optional<String> path, Duration interval, Duration timeout, Liveness.Thresholds thresholds) {}
