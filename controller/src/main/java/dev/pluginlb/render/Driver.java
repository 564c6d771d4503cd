package dev.pluginlb.render;

/** How a plan reaches the running Nginx. */
public enum Driver {
    /** As config files: every change of the plan is a reload. */
    RELOAD,
    /** As a state that Lua code in Nginx chooses by, for each request anew: only templates and listeners are a reload. */
    LUA
}
