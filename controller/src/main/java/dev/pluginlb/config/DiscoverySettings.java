package dev.pluginlb.config;

import dev.pluginlb.cluster.Cidr;
import dev.pluginlb.cluster.Rewrites;
import java.time.Duration;
import java.util.List;

/**
 * Which nodes there are, and by which of their addresses they are reached.
 *
 * @param heartbeatTimeout a node whose heartbeat is older is in doubt
 * @param prefer blocks to choose a node's address from, best first
 * @param exclude blocks that no node is reached by, such as bridges of containers
 * @param rewrite replaces an announced address by the one that works from here
 * @param fixed nodes that are not announced in Redis ({@code static} in the file)
 */
public record DiscoverySettings(
        Duration heartbeatTimeout, List<Cidr> prefer, List<Cidr> exclude, Rewrites rewrite, List<StaticNode> fixed) {

    static final String DISTINCT_RULE = "each id and each address once";

    /** @throws IllegalArgumentException if two fixed nodes share an id or an address */
    public DiscoverySettings {
        prefer = List.copyOf(prefer);
        exclude = List.copyOf(exclude);
        fixed = List.copyOf(fixed);
        if (!distinct(fixed)) {
            throw ConfigError.refusal("discovery.static", fixed, DISTINCT_RULE);
        }
    }

    static boolean distinct(List<StaticNode> nodes) {
        return nodes.stream().map(StaticNode::id).distinct().count() == nodes.size()
                && nodes.stream().map(StaticNode::address).distinct().count() == nodes.size();
    }
}
