package dev.pluginlb.control;

import dev.pluginlb.cluster.OneLine;
import dev.pluginlb.nginx.ApplyOutcome;
import java.time.Duration;
import java.time.Instant;

/**
 * The attempts at one config that failed in a row, and when the next one may be made: 1 s after the first, doubled with each
 * up to {@link #LONGEST_BACK_OFF}. Confined to the control loop.
 */
final class Setbacks {

    static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(15);

    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
    private static final int LONGEST_WORDS = 600;

    private int count;
    private Instant notBefore = Instant.EPOCH;
    private String words = "";

    void add(ApplyOutcome outcome, Instant now) {
        count++;
        words = OneLine.of(outcome.words(), LONGEST_WORDS);
        Duration doubled = FIRST_BACK_OFF.multipliedBy(1L << Math.min(count - 1, 10));
        notBefore = now.plus(doubled.compareTo(LONGEST_BACK_OFF) < 0 ? doubled : LONGEST_BACK_OFF);
    }

    void forget() {
        count = 0;
        notBefore = Instant.EPOCH;
        words = "";
    }

    /** Lets the next attempt be made at once; what failed is remembered. */
    void endWait() {
        notBefore = Instant.EPOCH;
    }

    Instant notBefore() {
        return notBefore;
    }

    /** How often, and why the last one did; empty when none failed. */
    String story() {
        return count == 0 ? "" : "failed " + count + (count == 1 ? " time: " : " times: ") + words;
    }
}
