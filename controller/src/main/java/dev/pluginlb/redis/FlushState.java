package dev.pluginlb.redis;

import java.time.Instant;
import java.util.Optional;

/**
 * How writing the statistics goes. Numbers are of requests, since the start.
 *
 * @param lastSuccess when a flush last left nothing behind
 * @param failure why the last flush did not; empty if it did
 * @param merged counted in Redis
 * @param lost given up: no room to keep them, here or in Redis
 * @param foreign of endpoints that somebody else counts
 */
public record FlushState(
        Optional<Instant> lastSuccess, Optional<String> failure, long merged, long lost, long foreign) {

    static final FlushState NEVER = new FlushState(Optional.empty(), Optional.empty(), 0, 0, 0);

    FlushState after(MergeOutcome outcome, long crowdedOut, Instant now) {
        return new FlushState(
                outcome.failure().isEmpty() ? Optional.of(now) : lastSuccess,
                outcome.failure(),
                merged + outcome.merged(),
                lost + crowdedOut + outcome.refused(),
                foreign + outcome.foreign());
    }

    FlushState failed(String why) {
        return new FlushState(lastSuccess, Optional.of(why), merged, lost, foreign);
    }
}
