package dev.pluginlb.policy;

import dev.pluginlb.cluster.ClusterSnapshot;
import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.plan.Classes;
import java.util.Optional;

/**
 * All that a decision is made from, besides memory.
 *
 * @param classes the endpoints whose class is known
 * @param agreedMain the main node that the controllers have agreed on
 * @param signals what was measured of the nodes, and agreed on for their weights
 */
public record Situation(
        ClusterSnapshot cluster, Classes classes, Optional<NodeId> agreedMain, Weights.Signals signals) {

    /** One of which nothing was measured. */
    public static Situation unmeasured(ClusterSnapshot cluster, Classes classes, Optional<NodeId> agreedMain) {
        return new Situation(cluster, classes, agreedMain, Weights.Signals.NONE);
    }
}
