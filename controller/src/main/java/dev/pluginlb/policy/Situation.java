package dev.pluginlb.policy;

import dev.pluginlb.cluster.ClusterSnapshot;
import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.traffic.EndpointKey;
import java.util.List;
import java.util.Optional;

/**
 * All that a decision is made from, besides memory.
 *
 * @param agreedMain the main node that the controllers have agreed on
 */
public record Situation(ClusterSnapshot cluster, List<EndpointKey> longEndpoints, Optional<NodeId> agreedMain) {

    public Situation {
        longEndpoints = List.copyOf(longEndpoints);
    }
}
