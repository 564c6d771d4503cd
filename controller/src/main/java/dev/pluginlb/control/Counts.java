package dev.pluginlb.control;

import dev.pluginlb.nginx.ApplyOutcome;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What was counted since this controller's start, requests and events apart. Immutable.
 *
 * @param applies how long attempts to apply a config took, by how they ended; there is an entry for each result
 * @param tellings states that were told and taken over
 * @param failedTellings states that were told and not taken over
 * @param redisFailures how often Redis did not do what it was asked for; there is an entry for each errand
 * @param leadChanges how often this controller took the lead, or lost it to another
 */
public record Counts(
        Map<ApplyOutcome.Result, Durations.Tally> applies,
        long tellings,
        long failedTellings,
        Map<Errand, Long> redisFailures,
        long leadChanges) {

    /** What Redis is asked for. */
    public enum Errand {
        /** To tell the cluster. */
        READ,
        /** To let this controller lead, or go on leading. */
        ELECT,
        /** To take statistics of requests. */
        FLUSH,
        /** To show this controller to the others, and to keep what the leader keeps. */
        SHARE
    }

    public Counts {
        applies = Collections.unmodifiableMap(new EnumMap<>(applies));
        redisFailures = Collections.unmodifiableMap(new EnumMap<>(redisFailures));
    }
}
