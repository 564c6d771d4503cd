package dev.pluginlb.render;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Runners;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the Lua driver's Nginx is told besides the plan.
 *
 * @param floor share of the nodes that must never be left out for their failures
 * @param slots where the numbers of slots come from
 * @param drained nodes that get nothing new, but may have something in flight still
 * @param runners which nodes run which plugin, where that makes a difference
 */
public record StateFacts(double floor, Slots slots, Set<Address> drained, Runners runners) {

    public StateFacts {
        drained = new TreeSet<>(drained);
    }

    /** Where the numbers of slots come from. */
    public enum Slots {
        /** An operator; then nothing has to be measured for them. */
        GIVEN,
        /** Requests, of which Nginx then tells how much their node had in flight. */
        LEARNED
    }
}
