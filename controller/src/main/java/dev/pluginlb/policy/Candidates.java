package dev.pluginlb.policy;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.dispatch.Tuning;
import dev.pluginlb.plan.Classes;
import dev.pluginlb.plan.Server;
import java.util.List;
import java.util.Map;

/**
 * What a policy arranges.
 *
 * @param servers who may serve, with their weights, sorted by address; never empty
 * @param main the node for short requests; always one of the servers
 * @param classes the endpoints whose class is known
 * @param slots how many requests each runs at once; of those that are missing it is not known
 * @param tuning how long requests hold back where each is placed by live counts
 */
public record Candidates(
        List<Server> servers, Address main, Classes classes, Map<Address, Integer> slots, Tuning tuning) {

    /** @throws IllegalArgumentException if the main node is none of the servers */
    public Candidates {
        slots = Map.copyOf(slots);
        servers = servers.stream().sorted().toList();
        if (servers.stream().noneMatch(server -> server.address().equals(main))) {
            throw new IllegalArgumentException("main: " + main + " (expected: one of " + servers + ")");
        }
    }

    /** Candidates of whom nobody knows how much they can do at once. */
    public Candidates(List<Server> servers, Address main, Classes classes) {
        this(servers, main, classes, Map.of(), Tuning.NONE);
    }

    /** How many requests it runs at once; 0 if that is not known. */
    public int slots(Server server) {
        return slots.getOrDefault(server.address(), 0);
    }
}
