package dev.pluginlb.admin.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the nodes.
 *
 * @param total nodes there are
 * @param matched of them those that were searched for
 */
public record NodesPageView(int total, int matched, List<NodeRow> nodes) {

    public NodesPageView {
        nodes = List.copyOf(nodes);
    }

    /**
     * One node.
     *
     * @param rate of requests that it answered to this front
     * @param drain how far its drain has come; null when it is not drained
     */
    public record NodeRow(
            NodeView node, FlowsView.Rate rate, @Nullable DrainView drain) {}
}
