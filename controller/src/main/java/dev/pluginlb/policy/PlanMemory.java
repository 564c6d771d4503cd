package dev.pluginlb.policy;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.plan.Server;
import java.util.List;
import java.util.Optional;

/**
 * What the {@link Planner} remembers from one decision to the next. Immutable.
 *
 * @param servers the servers of the last plan, for when nobody is left
 * @param main where the main node stood last
 */
public record PlanMemory(List<Server> servers, Weights.Memory weights, Optional<Address> main) {

    public static final PlanMemory EMPTY = new PlanMemory(List.of(), Weights.Memory.EMPTY, Optional.empty());

    public PlanMemory {
        servers = List.copyOf(servers);
    }
}
