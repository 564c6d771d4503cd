package dev.pluginlb.redis;

import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.traffic.EndpointKey;
import dev.pluginlb.traffic.EndpointStats;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that Redis holds of requests and their nodes.
 *
 * @param endpoints sorted by key
 * @param custom metrics of anybody, by name; finite
 * @param nodes how they are doing, be it said by us or by themselves
 */
public record StatsReading(List<Endpoint> endpoints, SortedMap<String, Double> custom, Map<NodeId, NodeStatus> nodes) {

    /** Before anything was read. */
    public static final StatsReading NONE = new StatsReading(List.of(), Collections.emptySortedMap(), Map.of());

    /** @param lastUpdate by the clock of whoever wrote it */
    public record Endpoint(EndpointKey key, EndpointStats stats, Instant lastUpdate) {}

    public StatsReading {
        endpoints = List.copyOf(endpoints);
        custom = Collections.unmodifiableSortedMap(new TreeMap<>(custom));
        nodes = Map.copyOf(nodes);
    }
}
