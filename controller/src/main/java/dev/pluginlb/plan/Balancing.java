package dev.pluginlb.plan;

/** How a pool picks among its servers, in the terms of stock Nginx. */
public enum Balancing {
    /** Smooth weighted round robin, Nginx's default. */
    ROUND_ROBIN,
    /** Fewest active connections relative to the weight (Nginx: {@code least_conn}). */
    LEAST_CONN
}
