package dev.pluginlb.cluster;

/** What the state of a node means for routing. */
public enum NodeState {
    /** Answers its probes: gets traffic. */
    UP,
    /** Stopped answering: gets none, unless the live-share floor keeps it. */
    DOWN,
    /** Asked by an operator to take no new traffic. */
    DRAINING,
    /** Registered, but no address of it has answered yet: gets none. */
    UNKNOWN
}
