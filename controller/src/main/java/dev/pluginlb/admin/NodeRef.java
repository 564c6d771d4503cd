package dev.pluginlb.admin;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.control.ControllerState;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.NotFoundResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the address that a path means: an id, a prefix of one id, or {@code ip:port}. */
final class NodeRef {

    private static final int MAX_NAMED = 5;

    private NodeRef() {}

    /**
     * The address of a node, or one that is drained though nobody stands there now.
     *
     * @throws NotFoundResponse if there is no such node
     * @throws BadRequestResponse if several could be meant
     */
    static Address find(String name, ControllerState state) {
        List<Node> meant = state.cluster().named(name);
        if (meant.size() > 1) {
            throw new BadRequestResponse("node: several begin so: " + named(meant) + " (expected: one)");
        }
        return meant.stream()
                .map(Node::address)
                .findFirst()
                .or(() -> drained(name, state))
                .orElseThrow(() -> new NotFoundResponse(
                        "no such node (known: " + named(state.cluster().nodes()) + ")"));
    }

    private static Optional<Address> drained(String name, ControllerState state) {
        return state.drains().keySet().stream()
                .filter(address -> address.toString().equals(name))
                .findFirst();
    }

    private static String named(List<Node> nodes) {
        String shown = nodes.stream()
                .limit(MAX_NAMED)
                .map(node -> node.address() + " " + node.id())
                .collect(Collectors.joining(", "));
        return nodes.isEmpty() ? "none" : nodes.size() > MAX_NAMED ? shown + ", ..." : shown;
    }
}
