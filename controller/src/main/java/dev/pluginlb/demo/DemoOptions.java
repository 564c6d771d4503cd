package dev.pluginlb.demo;

import java.time.Duration;
import java.util.Optional;

/**
 * What a demo shows.
 *
 * @param nodes stand-in plugin daemons, 1 to 20
 * @param driver value of {@code nginx.driver}
 * @param time after which it ends by itself; empty for never
 */
public record DemoOptions(int nodes, String driver, Optional<Duration> time, Load load) {

    static final int MAX_NODES = 20;

    /** What is sent through the front. */
    public enum Load {
        NONE,
        /** Some short requests a second, and a few streams. */
        LIGHT
    }

    /** @throws IllegalArgumentException if there are too few or too many nodes */
    public DemoOptions {
        if (nodes < 1 || nodes > MAX_NODES) {
            throw new IllegalArgumentException("--nodes: " + nodes + " (expected: 1 to " + MAX_NODES + ")");
        }
    }
}
