package dev.pluginlb.chaos;

/** What a fault hits; two at once hit different ones. */
enum Part {
    REDIS,
    NODES,
    CONTROLLER,
    NGINX
}
