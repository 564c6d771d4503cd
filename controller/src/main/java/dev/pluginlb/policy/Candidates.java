package dev.pluginlb.policy;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.plan.Server;
import dev.pluginlb.traffic.EndpointKey;
import java.util.List;

/**
 * What a policy arranges.
 *
 * @param servers who may serve, with their weights, sorted by address; never empty
 * @param main the node for short requests; always one of the servers
 * @param longEndpoints the endpoints whose requests are long
 */
public record Candidates(List<Server> servers, Address main, List<EndpointKey> longEndpoints) {

    /** @throws IllegalArgumentException if the main node is none of the servers */
    public Candidates {
        servers = servers.stream().sorted().toList();
        if (servers.stream().noneMatch(server -> server.address().equals(main))) {
            throw new IllegalArgumentException("main: " + main + " (expected: one of " + servers + ")");
        }
    }
}
