package dev.pluginlb.admin.view;

import dev.pluginlb.control.ControllerState;
import java.util.List;

/**
 * All nodes, sorted by address.
 *
 * @param freshness {@code live} or {@code last-known}
 * @param since when that began
 */
public record NodesView(List<NodeView> nodes, String freshness, String since) {

    public NodesView {
        nodes = List.copyOf(nodes);
    }

    /**
     * The nodes as this front sees them: what is in flight is what its Nginx has there, where it counts that; else it is what the
     * nodes say.
     */
    public static List<NodeView> fromHere(ControllerState state) {
        return state.cluster().nodes().stream()
                .map(node -> {
                    NodeView said = NodeView.of(node, state);
                    return state.inNginx()
                            .map(count -> said.carrying(count.to(node.address())))
                            .orElse(said);
                })
                .toList();
    }

    public static NodesView of(ControllerState state) {
        return new NodesView(
                state.cluster().nodes().stream()
                        .map(node -> NodeView.of(node, state))
                        .toList(),
                Freshly.word(state.cluster().freshness()),
                state.cluster().freshness().since().toString());
    }
}
