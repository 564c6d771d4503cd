package dev.pluginlb.redis;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Drain;
import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.cluster.Registrations;
import dev.pluginlb.traffic.EndpointKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that one visit to Redis brought.
 *
 * @param longEndpoints the endpoints that are long now; empty when the set could not be read
 * @param shortEndpoints the endpoints that are known to be short; empty when the set could not be read
 * @param main the main node that the controllers agreed on
 * @param daemonMaster the daemons' own master
 * @param drains the addresses that are to get no new traffic; empty when they could not be read
 * @param coordination what the controllers tell each other
 * @param time of Redis's own clock; empty where our user may not ask
 * @param registries the keys in which nodes were looked for
 * @param wrong what is too large to be read, or of another type than belongs there, and that clocks differ, a line for each
 */
public record ClusterReading(
        Registrations registrations,
        Optional<List<EndpointKey>> longEndpoints,
        Optional<List<EndpointKey>> shortEndpoints,
        Optional<NodeId> main,
        Optional<NodeId> daemonMaster,
        Optional<Map<Address, Drain>> drains,
        Coordination coordination,
        Optional<Instant> time,
        List<String> registries,
        List<String> wrong) {

    public ClusterReading {
        registries = List.copyOf(registries);
        wrong = List.copyOf(wrong);
    }

    /**
     * Whether this says the same as another one, but for pings and for how nodes and controllers are doing: these come with
     * each reading, and nothing hurries because of them.
     */
    public boolean agreesWith(ClusterReading other) {
        return registrations.holdTheSameAs(other.registrations)
                && longEndpoints.equals(other.longEndpoints)
                && shortEndpoints.equals(other.shortEndpoints)
                && main.equals(other.main)
                && daemonMaster.equals(other.daemonMaster)
                && drains.equals(other.drains)
                && wrong.equals(other.wrong)
                && coordination.leader().equals(other.coordination.leader())
                && coordination.weights().equals(other.coordination.weights());
    }

    /** The same with other registrations. */
    public ClusterReading withRegistrations(Registrations others) {
        return with(others, wrong);
    }

    /** The same, and one more line of what is wrong. */
    ClusterReading withWrong(String line) {
        return with(
                registrations, Stream.concat(wrong.stream(), Stream.of(line)).toList());
    }

    private ClusterReading with(Registrations others, List<String> lines) {
        return new ClusterReading(
                others,
                longEndpoints,
                shortEndpoints,
                main,
                daemonMaster,
                drains,
                coordination,
                time,
                registries,
                lines);
    }
}
