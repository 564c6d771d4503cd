package dev.pluginlb.admin.view;

import dev.pluginlb.cluster.Freshness;

/** How fresh the view of the cluster is, in the contract's words. */
final class Freshly {

    private Freshly() {}

    static String word(Freshness freshness) {
        return freshness.live() ? "live" : "last-known";
    }
}
