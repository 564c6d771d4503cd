package dev.pluginlb.admin.view;

import dev.pluginlb.cluster.Node;

/** The node for short requests. */
public record MainView(String id, String address) {

    static MainView of(Node node) {
        return new MainView(node.id().value(), node.address().toString());
    }
}
