package dev.pluginlb.simulate;

import java.util.List;

/**
 * The cluster that a workload runs on.
 *
 * @param staleness the proxy sees the nodes as they were at the last look, one every so many seconds; 0 for as they are
 * @param warmUp requests that arrive in the first so many seconds do not count
 */
public record Scenario(List<NodeSpec> nodes, double staleness, double warmUp) {

    /** @throws IllegalArgumentException if there is no node, or a time is negative */
    public Scenario {
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty() || !(staleness >= 0) || !(warmUp >= 0)) {
            throw new IllegalArgumentException("scenario: " + nodes.size() + " nodes, staleness " + staleness
                    + " s, warm-up " + warmUp + " s (expected: at least one node, times 0 or more)");
        }
    }
}
