package dev.pluginlb.cluster;

import java.util.List;
import java.util.Optional;

/** All nodes at one moment, sorted by address; no two have the same address. Immutable. */
public record ClusterSnapshot(List<Node> nodes, Freshness freshness) {

    public ClusterSnapshot {
        nodes = nodes.stream().sorted(Node.BY_ADDRESS).toList();
    }

    /** The nodes that answer their probes. */
    public List<Node> up() {
        return nodes.stream().filter(Node::isUp).toList();
    }

    public Optional<Node> find(NodeId id) {
        return nodes.stream().filter(node -> node.id().equals(id)).findFirst();
    }

    public Optional<Node> find(Address address) {
        return nodes.stream().filter(node -> node.address().equals(address)).findFirst();
    }
}
