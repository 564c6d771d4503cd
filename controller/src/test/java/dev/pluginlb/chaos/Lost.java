package dev.pluginlb.chaos;

import dev.pluginlb.demo.LoadReport.Ended;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * A request that got no whole answer of its own.
 *
 * @param ranOn ids of the nodes that noted it; empty if none did
 */
record Lost(Ended request, Set<String> ranOn) {

    boolean wasOpenAt(Instant moment, Duration slack) {
        return wasOpenBetween(moment.minus(slack), moment.plus(slack));
    }

    boolean wasOpenBetween(Instant from, Instant to) {
        return !request.sent().isAfter(to) && !request.at().isBefore(from);
    }
}
