package dev.pluginlb.policy;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.cluster.NodeId;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Chooses the node for short requests: the configured one; else the one agreed through Redis; else whoever stands at
 * the address of the former one (a restart gives a node a new id); else the first by address. So it is replaced only
 * when it is gone.
 *
 * @param configured id or {@code ip:port}; empty for none
 */
public record MainNode(String configured) {

    /** @param serving never empty, sorted by address */
    public Node choose(List<Node> serving, Optional<NodeId> agreed, Optional<Address> former) {
        return Stream.of(
                        first(serving, node -> isConfigured(node)),
                        first(serving, node -> agreed.filter(node.id()::equals).isPresent()),
                        first(
                                serving,
                                node -> former.filter(node.address()::equals).isPresent()))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(serving.get(0));
    }

    private boolean isConfigured(Node node) {
        return !configured.isEmpty()
                && (configured.equals(node.id().value())
                        || configured.equals(node.address().toString()));
    }

    private static Optional<Node> first(List<Node> nodes, Predicate<Node> wanted) {
        return nodes.stream().filter(wanted).findFirst();
    }
}
