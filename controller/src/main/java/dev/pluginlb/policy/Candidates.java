package dev.pluginlb.policy;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.plan.Classes;
import dev.pluginlb.plan.Server;
import java.util.List;

/**
 * What a policy arranges.
 *
 * @param servers who may serve, with their weights, sorted by address; never empty
 * @param main the node for short requests; always one of the servers
 * @param classes the endpoints whose class is known
 */
public record Candidates(List<Server> servers, Address main, Classes classes) {

    /** @throws IllegalArgumentException if the main node is none of the servers */
    public Candidates {
        servers = servers.stream().sorted().toList();
        if (servers.stream().noneMatch(server -> server.address().equals(main))) {
            throw new IllegalArgumentException("main: " + main + " (expected: one of " + servers + ")");
        }
    }
}
