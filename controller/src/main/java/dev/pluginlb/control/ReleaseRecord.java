package dev.pluginlb.control;

import dev.pluginlb.nginx.ApplyOutcome;
import java.time.Instant;
import java.util.Optional;

/**
 * One attempt in the history.
 *
 * @param reason what it was for
 * @param backFrom if it was for an operator's roll-back: what was live, or to be, until then
 */
public record ReleaseRecord(
        Instant at,
        String version,
        String reason,
        Optional<String> backFrom,
        ApplyOutcome.Result result,
        String words,
        long tookMillis) {

    static ReleaseRecord of(ApplyOutcome outcome, Attempt attempt, Instant at) {
        return new ReleaseRecord(
                at,
                outcome.version(),
                attempt.reason(),
                attempt.backFrom(),
                outcome.result(),
                outcome.words(),
                outcome.took().toMillis());
    }
}
