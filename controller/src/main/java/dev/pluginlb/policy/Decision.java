package dev.pluginlb.policy;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.plan.RoutingPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was decided, and why.
 *
 * @param main the main node; empty while no node is known
 * @param proposedFactors factors of the weights that all controllers should agree on; empty when those in use will do
 * @param reasons whatever an operator would not expect, in whole sentences; empty when all is ordinary
 */
public record Decision(
        RoutingPlan plan,
        PlanMemory memory,
        Optional<Node> main,
        Map<Address, Double> proposedFactors,
        List<String> reasons) {

    public Decision {
        proposedFactors = Map.copyOf(proposedFactors);
        reasons = List.copyOf(reasons);
    }
}
