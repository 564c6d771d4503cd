package dev.pluginlb.nginx;

import java.time.Duration;
import java.util.Locale;

/**
 * What became of one attempt to put a config into effect.
 *
 * @param version the version that was to go live
 * @param words why, for the operator; Nginx's own words where it spoke
 * @param took from the start of the attempt to this outcome
 */
public record ApplyOutcome(Result result, String version, String words, Duration took) {

    /** How an attempt can end. */
    public enum Result {
        /** The running Nginx was seen to serve the version. */
        PROVEN,
        /** {@code nginx -t} refused the config, or the main file does not include it; nothing was changed. */
        REFUSED,
        /** The config passed the test but did not go live; the former one was put back. */
        NOT_LIVE,
        /** No Nginx is running; the config is in place for when one starts. */
        NOT_RUNNING,
        /** The attempt could not be made: no such program, disk full, no rights. */
        FAILED
    }

    /** What was to go live is so already, and was not applied again. */
    public static ApplyOutcome unneeded(String version, String words) {
        return new ApplyOutcome(Result.PROVEN, version, words, Duration.ZERO);
    }

    /** Whether Nginx was told to reload, and so has left old workers behind. */
    public boolean hasReloaded() {
        return result == Result.PROVEN || result == Result.NOT_LIVE;
    }

    public boolean isProven() {
        return result == Result.PROVEN;
    }

    /** The result in one word, {@code proven} or {@code not_live}. */
    public String word() {
        return result.name().toLowerCase(Locale.ROOT);
    }
}
