package dev.pluginlb.policy;

import dev.pluginlb.plan.Balancing;
import dev.pluginlb.plan.Pool;
import dev.pluginlb.plan.RoutingPlan;

/** Every node in turn, in proportion to its weight; no difference between short and long. */
public final class RoundRobin implements RoutingPolicy {

    @Override
    public String name() {
        return "round-robin";
    }

    @Override
    public RoutingPlan arrange(Candidates candidates) {
        return RoutingPlan.ofOnePool(new Pool(Pool.ALL, Balancing.ROUND_ROBIN, candidates.servers()));
    }
}
