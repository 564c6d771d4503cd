package dev.pluginlb.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** By what a request is placed. Implementations are pure: the same arguments give the same answer. */
public interface DispatchRule {

    /**
     * The place of the chosen node in the list, or nothing while the request is to wait at the proxy.
     *
     * <p>Long requests that wait are asked for again, first come first served, whenever a request ends.
     *
     * @param nodes all that may take it; never empty
     */
    OptionalInt place(Arrival arrival, List<NodeLoad> nodes);

    /** The waits after which the answer for a request that waits may be another one, though no request has ended. */
    default List<Duration> limits() {
        return List.of();
    }
}
