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
public record ProbeResult(Address target, Optional<String> failure, OptionalInt inFlight, OptionalInt requests) {

    public static ProbeResult answered(Address target, OptionalInt inFlight) {
        return answered(target, inFlight, inFlight);
    }

    public static ProbeResult answered(Address target, OptionalInt inFlight, OptionalInt requests) {
        return new ProbeResult(target, Optional.empty(), inFlight, requests);
    }

    private static final String SILENCE = "no answer within ";

    /** One that ran out of time: whoever sends a request there hangs as well. */
    public static ProbeResult silent(Address target, Duration timeout) {
        return failed(target, SILENCE + timeout.toMillis() + " ms");
    }

    /** Whether words on failed probes tell of {@link #silent silence}, and not of refusals alone. */
    public static boolean isSilence(String words) {
        return words.contains(SILENCE);
    }

    /**
     * Words on a failure after others. Silence is not forgotten: behind a broken network refusals and silence take turns,
     * and what is decided by it must not.
     */
    static String words(String before, String why) {
        int silence = before.indexOf(SILENCE);
        return silence < 0 || isSilence(why) ? why : why + ", before that " + before.substring(silence);
    }

    public static ProbeResult failed(Address target, String why) {
        return new ProbeResult(target, Optional.of(why), OptionalInt.empty(), OptionalInt.empty());
    }
}
