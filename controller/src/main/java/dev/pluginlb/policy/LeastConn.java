package dev.pluginlb.policy;

import dev.pluginlb.plan.Balancing;
import dev.pluginlb.plan.Pool;
import dev.pluginlb.plan.RoutingPlan;

/** The node with the fewest requests in flight relative to its weight; no difference between short and long. */
public final class LeastConn implements RoutingPolicy {

    @Override
    public String name() {
        return "least-conn";
    }

    @Override
    public RoutingPlan arrange(Candidates candidates) {
        return RoutingPlan.ofOnePool(new Pool(Pool.ALL, Balancing.LEAST_CONN, candidates.servers()));
    }
}
