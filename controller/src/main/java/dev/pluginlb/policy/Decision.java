package dev.pluginlb.policy;

import dev.pluginlb.cluster.Node;
import dev.pluginlb.plan.RoutingPlan;
import java.util.List;
import java.util.Optional;

/**
 * What was decided, and why.
 *
 * @param main the main node; empty while no node is known
 * @param reasons whatever an operator would not expect, in whole sentences; empty when all is ordinary
 */
public record Decision(RoutingPlan plan, PlanMemory memory, Optional<Node> main, List<String> reasons) {

    public Decision {
        reasons = List.copyOf(reasons);
    }
}
