package dev.pluginlb.config;

import dev.pluginlb.cluster.Address;
import java.time.Duration;

/**
 * How is learned from requests: Nginx's feed, a line in a datagram for each request, and what goes on from it to Redis.
 *
 * @param listen where it arrives, UDP
 * @param flush how often the sums are written to Redis
 */
public record StatsSettings(Address listen, Duration flush) {}
