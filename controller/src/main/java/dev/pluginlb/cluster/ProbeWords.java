package dev.pluginlb.cluster;

import java.time.Duration;
import java.util.Optional;

/**
 * What the latest probes of an address showed, in words. Of failures in a row, silence is not forgotten: behind a broken
 * network refusals and silence take turns, and what is decided by it must not.
 *
 * @param latest of the latest probe
 * @param silence of the latest silent one among the failures in a row; empty when each was refused
 */
public record ProbeWords(String latest, Optional<String> silence) {

    /** Of anything but silence. */
    public static ProbeWords of(String words) {
        return new ProbeWords(words, Optional.empty());
    }

    /** Of a probe that ran out of time: whoever sends a request there hangs as well. */
    static ProbeWords silentFor(Duration timeout) {
        String words = "no answer within " + timeout.toMillis() + " ms";
        return new ProbeWords(words, Optional.of(words));
    }

    /** Whether requests would hang there, and not just be refused. */
    public boolean tellSilence() {
        return silence.isPresent();
    }

    /** These, on a failure that came after others. */
    ProbeWords after(ProbeWords before) {
        return new ProbeWords(latest, silence.or(before::silence));
    }

    /** For the operator. */
    @Override
    public String toString() {
        return silence.filter(words -> !words.equals(latest))
                .map(words -> latest + ", before that " + words)
                .orElse(latest);
    }
}
