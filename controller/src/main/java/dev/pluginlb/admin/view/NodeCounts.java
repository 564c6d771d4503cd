package dev.pluginlb.admin.view;

import dev.pluginlb.cluster.ClusterSnapshot;
import dev.pluginlb.cluster.NodeState;

/** How many nodes are in which state. */
public record NodeCounts(int up, int down, int draining, int unknown, int total) {

    static NodeCounts of(ClusterSnapshot cluster) {
        return new NodeCounts(
                count(cluster, NodeState.UP),
                count(cluster, NodeState.DOWN),
                count(cluster, NodeState.DRAINING),
                count(cluster, NodeState.UNKNOWN),
                cluster.nodes().size());
    }

    /** In words. */
    public String upOfAll() {
        return total == 0 ? "no node is known" : up + " of " + total + " nodes up";
    }

    private static int count(ClusterSnapshot cluster, NodeState state) {
        return (int)
                cluster.nodes().stream().filter(node -> node.state() == state).count();
    }
}
