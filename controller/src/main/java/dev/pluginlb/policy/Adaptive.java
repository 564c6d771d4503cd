package dev.pluginlb.policy;

import dev.pluginlb.plan.Balancing;
import dev.pluginlb.plan.LiveRule;
import dev.pluginlb.plan.Pool;
import dev.pluginlb.plan.RoutingPlan;

/**
 * Fewest requests in flight, and room kept for short requests where nodes have a limited number of slots.
 *
 * <p>With the Lua driver each request is placed by {@link dev.pluginlb.dispatch.AdaptiveLive}. With stock Nginx all nodes
 * serve both classes, as in {@link LeastConn}, so that one count sees all requests; where slots are known, long ones wait
 * while {@link LiveRule#longAtOnce} of them run.
 */
public final class Adaptive implements RoutingPolicy {

    @Override
    public String name() {
        return "adaptive";
    }

    @Override
    public RoutingPlan arrange(Candidates candidates) {
        Pool all = new Pool(Pool.ALL, Balancing.LEAST_CONN, candidates.servers());
        return new RoutingPlan(all, all, all, candidates.classes())
                .choosingBy(LiveRule.adaptive(candidates.main(), candidates.slots(), candidates.tuning()));
    }
}
