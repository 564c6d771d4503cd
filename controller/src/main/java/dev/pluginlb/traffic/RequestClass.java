package dev.pluginlb.traffic;

/** How long requests of an endpoint take, as far as routing cares. */
public enum RequestClass {
    SHORT,
    LONG
}
