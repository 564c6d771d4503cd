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

    public static NodesView of(ControllerState state) {
        return new NodesView(
                state.cluster().nodes().stream()
                        .map(node -> NodeView.of(node, state))
                        .toList(),
                Freshly.word(state.cluster().freshness()),
                state.cluster().freshness().since().toString());
    }
}
