package dev.pluginlb.control;

import dev.pluginlb.nginx.ApplyOutcome;
import java.time.Instant;

/**
 * One attempt in the history.
 *
 * @param reason what it was for
 */
public record ReleaseRecord(
        Instant at, String version, String reason, ApplyOutcome.Result result, String words, long tookMillis) {

    static ReleaseRecord of(ApplyOutcome outcome, String reason, Instant at) {
        return new ReleaseRecord(
                at,
                outcome.version(),
                reason,
                outcome.result(),
                outcome.words(),
                outcome.took().toMillis());
    }
}
