package dev.pluginlb.redis;

import dev.pluginlb.traffic.EndpointKey;
import dev.pluginlb.traffic.Samples;
import java.util.HashMap;
import java.util.Map;

/**
 * Requests that have ended and are not in Redis yet, of a bounded number of endpoints. Outlives the flushes that fill and empty it:
 * a controller with other settings goes on from it, also while Redis is away. Thread-safe.
 */
public final class Backlog {

    private final int maxEndpoints;
    private final Map<EndpointKey, Samples> kept = new HashMap<>();

    public Backlog(int maxEndpoints) {
        this.maxEndpoints = maxEndpoints;
    }

    /**
     * Keeps what fits.
     *
     * @return how many requests did not
     */
    synchronized long keep(Map<EndpointKey, Samples> ended) {
        long crowdedOut = 0;
        for (Map.Entry<EndpointKey, Samples> one : ended.entrySet()) {
            if (kept.size() < maxEndpoints || kept.containsKey(one.getKey())) {
                kept.merge(one.getKey(), one.getValue(), Samples::plus);
            } else {
                crowdedOut += one.getValue().count();
            }
        }
        return crowdedOut;
    }

    /** All of it; nothing is kept then. */
    synchronized Map<EndpointKey, Samples> takeAway() {
        Map<EndpointKey, Samples> all = Map.copyOf(kept);
        kept.clear();
        return all;
    }
}
