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

    /** Nothing is known of an attempt. */
    static ReleaseRecord seenLive(String version, Instant at) {
        return proven(at, version, "was live already", Optional.empty());
    }

    /** This attempt was not proven, but what it was to bring about was seen later. */
    ReleaseRecord seenLive(Instant later) {
        String how = result == ApplyOutcome.Result.NOT_RUNNING ? "Nginx was started with it" : "seen live later";
        return proven(later, version, reason + "; " + how, backFrom);
    }

    private static ReleaseRecord proven(Instant at, String version, String reason, Optional<String> backFrom) {
        return new ReleaseRecord(at, version, reason, backFrom, ApplyOutcome.Result.PROVEN, "", 0);
    }
}
