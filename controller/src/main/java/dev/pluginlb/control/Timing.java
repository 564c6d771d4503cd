package dev.pluginlb.control;

import dev.pluginlb.nginx.ApplyOutcome;
import dev.pluginlb.nginx.ReloadPacer;
import dev.pluginlb.nginx.ReloadPacer.Urgency;
import java.time.Duration;
import java.time.Instant;

/**
 * When the next attempt may be made, and what it waits for until then: the pacer, the back-off after failed ones
 * ({@link Setbacks}), and old workers that still finish their requests. Confined to the control loop.
 */
final class Timing {

    private final ReloadPacer pacer;
    private final int maxDrainingWorkers;
    private final Setbacks setbacks = new Setbacks();
    private Instant differsSince = Instant.EPOCH;
    private Instant changedAt = Instant.EPOCH;

    Timing(ReloadPacer pacer, int maxDrainingWorkers) {
        this.pacer = pacer;
        this.maxDrainingWorkers = maxDrainingWorkers;
    }

    /** What is live differs from what is wanted, since then. */
    void differs(Instant since) {
        differsSince = since;
    }

    /** Another config is wanted, or the same one anew. */
    void changed(Instant at) {
        changedAt = at;
    }

    void reloaded(Instant now) {
        pacer.reloaded(now);
    }

    void failed(ApplyOutcome outcome, Instant now) {
        setbacks.add(outcome, now);
    }

    /** What failed before counts no more: something else is wanted, or it is live. */
    void forgetFailures() {
        setbacks.forget();
    }

    /** Lets the next attempt be made at once; what failed is remembered. */
    void endBackOff() {
        setbacks.endWait();
    }

    boolean allows(Urgency urgency, int draining, Instant now) {
        return !now.isBefore(earliest(urgency, now)) && !tooMany(draining, urgency);
    }

    private Instant earliest(Urgency urgency, Instant now) {
        Instant paced = pacer.earliest(new ReloadPacer.Waiting(differsSince, changedAt, urgency), now);
        return setbacks.notBefore().isAfter(paced) ? setbacks.notBefore() : paced;
    }

    /** A server that leaves does not wait for old workers to end. */
    private boolean tooMany(int draining, Urgency urgency) {
        return draining >= maxDrainingWorkers && urgency == Urgency.ROUTINE;
    }

    /** What the next attempt waits for, in words. */
    String waitsFor(Urgency urgency, int draining, Instant now) {
        if (setbacks.notBefore().isAfter(now)) {
            return "next try in " + Duration.between(now, setbacks.notBefore()).toSeconds() + " s";
        }
        return tooMany(draining, urgency)
                ? "old workers still finish their requests"
                : "more changes, or the reload interval";
    }

    /** How often attempts failed, and why; empty when none did. */
    String failures() {
        return setbacks.story();
    }
}
