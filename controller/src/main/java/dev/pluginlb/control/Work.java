package dev.pluginlb.control;

/** What the controller does that is measured. */
public enum Work {
    /** One turn of the control loop, rendering included. */
    TICK,
    /** A plan becomes a config, or a state. */
    RENDER,
    /** The Lua driver's Nginx is told a state, until it has answered. */
    TELL
}
