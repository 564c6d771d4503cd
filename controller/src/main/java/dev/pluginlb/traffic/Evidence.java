package dev.pluginlb.traffic;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What speaks for an endpoint's class.
 *
 * @param ended requests that have ended; empty if none has
 * @param elders the ages of those that still run and are older than the threshold
 */
public record Evidence(Optional<Samples> ended, List<Duration> elders) {

    public Evidence {
        elders = List.copyOf(elders);
    }

    /** By endpoint. */
    public static Map<EndpointKey, Evidence> of(
            Map<EndpointKey, Samples> ended, Map<EndpointKey, List<Duration>> elders) {
        Map<EndpointKey, Evidence> all = new HashMap<>();
        ended.forEach((endpoint, samples) ->
                all.put(endpoint, new Evidence(Optional.of(samples), elders.getOrDefault(endpoint, List.of()))));
        elders.forEach((endpoint, ages) -> all.putIfAbsent(endpoint, new Evidence(Optional.empty(), ages)));
        return all;
    }

    /** How many requests are to be counted. */
    public long count() {
        return ended.map(Samples::count).orElse(0L);
    }
}
