package dev.pluginlb.redis;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a controller may believe of its lead.
 *
 * @param until the end of the belief, on the controller's own monotonic clock
 */
record Lease(Leadership leadership, Instant until) {

    /**
     * Counted from before the question was sent: Redis began to count later, so the belief ends before the lead does.
     */
    static Lease granted(Leadership leadership, Instant sentAt, Duration ttl) {
        return new Lease(leadership, sentAt.plus(ttl));
    }

    Optional<Leadership> at(Instant now) {
        return now.isBefore(until) ? Optional.of(leadership) : Optional.empty();
    }
}
