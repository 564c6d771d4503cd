package dev.pluginlb.cli;

import java.util.stream.Stream;

/** Which endpoints {@code top} shows first; each order has a key. */
enum TopOrder {
    BUSIEST('b', "rate"),
    SLOWEST('s', "recent"),
    TOTAL('t', "total");

    private final char key;
    private final String sort;

    TopOrder(char key, String sort) {
        this.key = key;
        this.sort = sort;
    }

    /** The order of this key; this one if the key means none. */
    TopOrder on(int pressed) {
        return Stream.of(values())
                .filter(order -> order.key == pressed)
                .findFirst()
                .orElse(this);
    }

    /** What the controller calls it, the highest first. */
    String sort() {
        return sort;
    }
}
