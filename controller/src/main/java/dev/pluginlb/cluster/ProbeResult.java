package dev.pluginlb.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The outcome of one own health probe.
 *
 * @param failure why there was no good answer, or empty when there was one
 * @param inFlight plugin calls the node says it is running, where its answer says so
 * @param requests all requests the node says it is running but this probe, plugin calls among them, where its answer says
 *     so
 */
public record ProbeResult(Address target, Optional<ProbeWords> failure, OptionalInt inFlight, OptionalInt requests) {

    public static ProbeResult answered(Address target, OptionalInt inFlight) {
        return answered(target, inFlight, inFlight);
    }

    public static ProbeResult answered(Address target, OptionalInt inFlight, OptionalInt requests) {
        return new ProbeResult(target, Optional.empty(), inFlight, requests);
    }

    /** One that ran out of time. */
    public static ProbeResult silent(Address target, Duration timeout) {
        return failed(target, ProbeWords.silentFor(timeout));
    }

    /** One that was refused, or answered wrongly. */
    public static ProbeResult failed(Address target, String why) {
        return failed(target, ProbeWords.of(why));
    }

    private static ProbeResult failed(Address target, ProbeWords why) {
        return new ProbeResult(target, Optional.of(why), OptionalInt.empty(), OptionalInt.empty());
    }
}
