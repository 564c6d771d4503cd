package dev.pluginlb.control;

import dev.pluginlb.cluster.Address;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How many requests Nginx has in flight to each node. For the driver to implement: one that counts in Nginx knows, one that
 * reloads does not ({@link #UNKNOWN}). Called by the control loop in every turn, so it answers at once, from memory.
 */
@FunctionalInterface
public interface InFlight {

    /** What a stock Nginx tells. */
    InFlight UNKNOWN = Optional::empty;

    /**
     * One count over all workers, old ones included.
     *
     * @param asked when Nginx was asked, by the controller's clock: a count from before a node left says nothing of it
     * @param requests in flight to each node; none to those that are missing
     */
    record Count(Instant asked, Map<Address, Integer> requests) {

        public Count {
            requests = Map.copyOf(requests);
        }

        int to(Address node) {
            return requests.getOrDefault(node, 0);
        }
    }

    /** The latest count; empty while there is none. */
    Optional<Count> latest();
}
