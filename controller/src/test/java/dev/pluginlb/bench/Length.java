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

    long seed(int repetition) {
        return seed + repetition;
    }

    /** How long the last answers are awaited: a contender that cannot keep up must not keep the others from their turn. */
    Duration patience() {
        Duration patience = counted.multipliedBy(3);
        return patience.compareTo(LEAST_PATIENCE) > 0 ? patience : LEAST_PATIENCE;
    }
}
