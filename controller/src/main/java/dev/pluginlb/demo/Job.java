package dev.pluginlb.demo;

import java.time.Duration;
import java.util.Map;

/**
 * How one call is to be answered.
 *
 * @param items of a stream; 0 for plain JSON
 * @param answer what stands around the payload
 */
record Job(Duration duration, int items, int status, Wrapping answer) {

    /** The route's way, where the request has no wish of its own. */
    static Job of(Route route, Wish wish, Workload workload, Wrapping answer) {
        int usualItems = switch (route.shape()) {
            case JSON -> 0;
            case ONE_ITEM -> 1;
            case STREAM -> workload.items();
        };
        return new Job(
                wish.duration().orElseGet(() -> route.cost().usual(workload)),
                wish.items().orElse(usualItems),
                wish.status(),
                answer);
    }

    Job failing() {
        return new Job(Duration.ZERO, items, 500, answer);
    }

    Job slowed(int times) {
        return new Job(duration.multipliedBy(times), items, status, answer);
    }

    /** Puts the payload of an answer, or of an item, into the shape its reader expects. */
    @FunctionalInterface
    interface Wrapping {
        Object apply(Map<String, Object> payload);
    }
}
