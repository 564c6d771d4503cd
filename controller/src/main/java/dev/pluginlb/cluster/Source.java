package dev.pluginlb.cluster;

/** Where a node is registered. Of several registrations under one id the first in this order counts. */
public enum Source {
    /** The operator's own list: no heartbeat, judged by probes alone. */
    STATIC,
    /** The hash {@code cluster:status}, by which any service may register. */
    STATUS,
    /** The official plugin daemon's own hash. */
    DAEMON;

    /** Whether a node of this source is expected to show signs of life in the registry. */
    public boolean beats() {
        return this != STATIC;
    }
}
