package dev.pluginlb.control;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.ClusterSnapshot;
import dev.pluginlb.cluster.Heartbeat;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.cluster.Source;
import dev.pluginlb.policy.Decision;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is worth keeping of a cluster for a restart without Redis: the nodes that served, and the main one's address. */
public record KnownCluster(List<Heartbeat> heartbeats, Optional<Address> main) {

    public static final KnownCluster NONE = new KnownCluster(List.of(), Optional.empty());

    public KnownCluster {
        heartbeats = List.copyOf(heartbeats);
    }

    static KnownCluster of(ClusterSnapshot cluster, Decision decision) {
        Set<Address> serving = Set.copyOf(decision.plan().all().addresses());
        return new KnownCluster(
                cluster.nodes().stream()
                        .filter(node -> serving.contains(node.address()))
                        .map(KnownCluster::heartbeat)
                        .toList(),
                decision.main().map(Node::address));
    }

    private static Heartbeat heartbeat(Node node) {
        return new Heartbeat(node.id(), Source.DAEMON, List.of(node.address()), 0, node.weight());
    }
}
