package dev.pluginlb.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

    /** One heartbeat for each id, of the first source that has one. */
    Map<NodeId, Heartbeat> byId() {
        return heartbeats.stream()
                .collect(Collectors.toMap(
                        Heartbeat::id,
                        heartbeat -> heartbeat,
                        (one, other) -> one.source().compareTo(other.source()) <= 0 ? one : other,
                        LinkedHashMap::new));
    }

    /** Adds the nodes that the operator has listed. */
    public Registrations withFixed(List<Heartbeat> fixed) {
        return new Registrations(
                Stream.concat(fixed.stream(), heartbeats.stream()).toList(),
                Stream.concat(Stream.of(Source.STATIC), readable.stream()).collect(Collectors.toSet()));
    }

    /** Replaces every node's addresses by what a function makes of each of them. */
    public Registrations resolved(Function<Address, List<Address>> resolve) {
        return new Registrations(
                heartbeats.stream()
                        .map(heartbeat -> heartbeat.withAddresses(heartbeat.addresses().stream()
                                .flatMap(address -> resolve.apply(address).stream())
                                .toList()))
                        .toList(),
                readable);
    }

    /** Whether the registries hold the same nodes as at another reading, whatever their pings are. */
    public boolean holdTheSameAs(Registrations other) {
        return readable.equals(other.readable)
                && heartbeats.size() == other.heartbeats.size()
                && IntStream.range(0, heartbeats.size())
                        .allMatch(i -> heartbeats.get(i).differsInPingAtMost(other.heartbeats.get(i)));
    }
}
