package dev.pluginlb.control;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.nginx.Carried;
import java.time.Instant;
import java.util.Map;

/**
 * How many requests Nginx has in flight to each node: one count over all workers, old ones included. A driver that counts
 * in Nginx knows, one that reloads does not.
 *
 * @param asked when Nginx was asked, by the controller's clock: a count from before a node left says nothing of it
 * @param requests in flight to each node; none to those that are missing
 */
public record InFlight(Instant asked, Map<Address, Carried> requests) {

    public InFlight {
        requests = Map.copyOf(requests);
    }

    public Carried to(Address node) {
        return requests.getOrDefault(node, Carried.NOTHING);
    }
}
