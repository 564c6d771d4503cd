package dev.pluginlb.bench;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param warmUp the part of each repetition that does not count
 * @param counted the part that does
 */
record Length(Duration warmUp, Duration counted, int repetitions, long seed) {

    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(30);
    private static final Duration MOST_PATIENCE = Duration.ofMinutes(15);

    long seed(int repetition) {
        return seed + repetition;
    }

    /**
     * How long the last answers of clients are awaited. A rule that prefers short requests leaves them all with a long one, and
     * one that keeps nodes for the short ones works that off with fewer nodes; so what is open after this is lost.
     *
     * @param backlog how long all nodes work at a long request of each client
     */
    static Duration patience(Duration backlog) {
        Duration twice = backlog.multipliedBy(2);
        Duration bounded = twice.compareTo(MOST_PATIENCE) < 0 ? twice : MOST_PATIENCE;
        return bounded.compareTo(LEAST_PATIENCE) > 0 ? bounded : LEAST_PATIENCE;
    }

    /** How long the last answers to arrivals are awaited: a contender that cannot keep up must not keep the others from their turn. */
    Duration patience() {
        Duration patience = counted.multipliedBy(3);
        return patience.compareTo(LEAST_PATIENCE) > 0 ? patience : LEAST_PATIENCE;
    }
}
