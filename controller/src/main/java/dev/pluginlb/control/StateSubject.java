package dev.pluginlb.control;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Runners;
import dev.pluginlb.plan.RoutingPlan;
import java.util.Set;

/**
 * What a state for the Lua driver's Nginx is rendered from.
 *
 * @param drained nodes that get nothing new, but may have something in flight still
 * @param runners which nodes run which plugin, where that makes a difference
 */
public record StateSubject(RoutingPlan plan, Set<Address> drained, Runners runners) {

    public StateSubject {
        drained = Set.copyOf(drained);
    }
}
