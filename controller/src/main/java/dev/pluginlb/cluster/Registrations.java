package dev.pluginlb.cluster;

import java.util.List;
import java.util.Set;

/**
 * One reading of all registries.
 *
 * @param readable the registries that could be read; of any other one nothing is known, least of all that it is empty
 */
public record Registrations(List<Heartbeat> heartbeats, Set<Source> readable) {

    public Registrations {
        heartbeats = List.copyOf(heartbeats);
        readable = Set.copyOf(readable);
    }
}
