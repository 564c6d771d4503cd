package dev.pluginlb.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All nodes at one moment, sorted by address; no two have the same address. Immutable.
 *
 * @param drains the addresses that are to get no new traffic, of nodes or of nobody now; a node there that answers is {@link
 *     NodeState#DRAINING}
 */
public record ClusterSnapshot(List<Node> nodes, Freshness freshness, Map<Address, Drain> drains) {

    public ClusterSnapshot {
        drains = Map.copyOf(drains);
        nodes = nodes.stream().sorted(Node.BY_ADDRESS).toList();
    }

    /** One in which nobody is drained but those whose state says so. */
    public ClusterSnapshot(List<Node> nodes, Freshness freshness) {
        this(nodes, freshness, Map.of());
    }

    /** The same with these drains; nodes there that are up get the state and the reason. */
    public ClusterSnapshot drained(Map<Address, Drain> these) {
        if (these.isEmpty() && drains.isEmpty()) {
            return this;
        }
        List<Node> changed = nodes.stream()
                .map(node -> node.isUp() && these.containsKey(node.address())
                        ? node.draining(these.get(node.address()).words())
                        : node)
                .toList();
        return new ClusterSnapshot(changed, freshness, these);
    }

    /** The nodes that answer their probes and are not drained. */
    public List<Node> up() {
        return nodes.stream().filter(Node::isUp).toList();
    }

    /** The nodes that answer their probes and are drained. */
    public List<Node> draining() {
        return nodes.stream().filter(node -> node.state() == NodeState.DRAINING).toList();
    }

    /** Whether an operator wants no new traffic on the node, be it up or not. */
    public boolean isDrained(Node node) {
        return node.state() == NodeState.DRAINING || drains.containsKey(node.address());
    }

    /** The nodes that an operator may mean: the one with this id or {@code ip:port}, else those whose id begins so. */
    public List<Node> named(String name) {
        List<Node> exact = nodes.stream()
                .filter(node -> node.id().value().equals(name)
                        || node.address().toString().equals(name))
                .toList();
        return exact.isEmpty()
                ? nodes.stream()
                        .filter(node -> !name.isEmpty() && node.id().value().startsWith(name))
                        .toList()
                : exact;
    }

    public Optional<Node> find(NodeId id) {
        return nodes.stream().filter(node -> node.id().equals(id)).findFirst();
    }

    public Optional<Node> find(Address address) {
        return nodes.stream().filter(node -> node.address().equals(address)).findFirst();
    }
}
