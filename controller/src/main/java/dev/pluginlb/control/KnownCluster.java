package dev.pluginlb.control;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.ClusterSnapshot;
import dev.pluginlb.cluster.Drain;
import dev.pluginlb.cluster.Heartbeat;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.cluster.Source;
import dev.pluginlb.policy.Decision;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is worth keeping of a cluster for a restart without Redis.
 *
 * @param heartbeats the nodes that served, or were drained
 * @param main the main one's address
 * @param drains the addresses that are to get no new traffic
 * @param names the names of members of further pools, and the numbers that they stand for
 */
public record KnownCluster(
        List<Heartbeat> heartbeats,
        Optional<Address> main,
        Map<Address, Drain> drains,
        Map<Address, List<Address>> names) {

    public static final KnownCluster NONE = new KnownCluster(List.of(), Optional.empty(), Map.of());

    public KnownCluster {
        heartbeats = List.copyOf(heartbeats);
        drains = Map.copyOf(drains);
        names = Map.copyOf(names);
    }

    /** One without names. */
    public KnownCluster(List<Heartbeat> heartbeats, Optional<Address> main, Map<Address, Drain> drains) {
        this(heartbeats, main, drains, Map.of());
    }

    /** The same with these names. */
    public KnownCluster with(Map<Address, List<Address>> these) {
        return new KnownCluster(heartbeats, main, drains, these);
    }

    static KnownCluster of(ClusterSnapshot cluster, Decision decision) {
        Set<Address> serving = Set.copyOf(decision.plan().all().addresses());
        return new KnownCluster(
                cluster.nodes().stream()
                        .filter(node -> serving.contains(node.address()) || cluster.isDrained(node))
                        .map(KnownCluster::heartbeat)
                        .toList(),
                decision.main().map(Node::address),
                cluster.drains());
    }

    private static Heartbeat heartbeat(Node node) {
        return new Heartbeat(node.id(), Source.DAEMON, List.of(node.address()), 0, node.weight());
    }
}
