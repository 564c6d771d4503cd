package dev.pluginlb.config;

import dev.pluginlb.cluster.Address;
import java.time.Duration;

/**
 * The receiver of Nginx's access log.
 *
 * @param listen where it arrives, UDP
 * @param flush how often the sums are written to Redis
 */
public record StatsSettings(Address listen, Duration flush) {}
