package dev.pluginlb.redis;

import dev.pluginlb.traffic.EndpointKey;
import dev.pluginlb.traffic.EndpointStats;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that Redis holds of requests.
 *
 * @param endpoints sorted by key
 * @param custom metrics of anybody, by name; finite
 */
public record StatsReading(List<Endpoint> endpoints, SortedMap<String, Double> custom) {

    /** Before anything was read. */
    public static final StatsReading NONE = new StatsReading(List.of(), Collections.emptySortedMap());

    /** @param lastUpdate by the clock of whoever wrote it */
    public record Endpoint(EndpointKey key, EndpointStats stats, Instant lastUpdate) {}

    public StatsReading {
        endpoints = List.copyOf(endpoints);
        custom = Collections.unmodifiableSortedMap(new TreeMap<>(custom));
    }
}
