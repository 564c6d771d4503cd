package dev.pluginlb.config;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Heartbeat;
import dev.pluginlb.cluster.NodeId;

/**
 * A node that the configuration names itself.
 *
 * @param weight its share of the traffic relative to the others, 1 to 1000; 100 is ordinary
 */
public record StaticNode(NodeId id, Address address, int weight) {

    static final int DEFAULT_WEIGHT = Heartbeat.DEFAULT_WEIGHT;
    static final int MAX_WEIGHT = Heartbeat.MAX_WEIGHT;

    /** @throws IllegalArgumentException if the weight is out of range */
    public StaticNode {
        if (weight < 1 || weight > MAX_WEIGHT) {
            throw ConfigError.refusal("weight", weight, "a whole number, 1 to " + MAX_WEIGHT);
        }
    }
}
