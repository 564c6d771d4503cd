package dev.pluginlb.admin.view;

import dev.pluginlb.cluster.ClusterSnapshot;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.cluster.NodeState;
import dev.pluginlb.cluster.OneLine;
import java.util.List;
import java.util.stream.Collectors;

/** How many nodes are in which state. */
public record NodeCounts(int up, int down, int draining, int unknown, int total) {

    /** More would bury what else is to be said. */
    private static final int NAMED = 2;

    private static final int LONGEST_REASON = 120;

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

    /** In words, with the first of those that should serve and do not, and why. */
    static String missing(ClusterSnapshot cluster) {
        List<Node> missing = cluster.nodes().stream()
                .filter(node -> node.state() == NodeState.DOWN || node.state() == NodeState.UNKNOWN)
                .toList();
        if (missing.isEmpty()) {
            return of(cluster).upOfAll();
        }
        String first = missing.stream()
                .limit(NAMED)
                .map(node -> node.address() + ": " + OneLine.of(node.reason(), LONGEST_REASON))
                .collect(Collectors.joining("; "));
        String rest = missing.size() > NAMED ? "; and " + (missing.size() - NAMED) + " more" : "";
        return of(cluster).upOfAll() + " (" + first + rest + ")";
    }

    private static int count(ClusterSnapshot cluster, NodeState state) {
        return (int)
                cluster.nodes().stream().filter(node -> node.state() == state).count();
    }
}
