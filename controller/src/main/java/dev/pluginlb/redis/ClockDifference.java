package dev.pluginlb.redis;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** In words, that the time which a controller tells is not Redis's. */
final class ClockDifference {

    /** Below that nothing is misjudged: other controllers are called silent after as long. */
    private static final Duration TOLERATED = Duration.ofSeconds(30);

    private ClockDifference() {}

    static Optional<String> words(Instant here, Instant there) {
        Duration ahead = Duration.between(there, here);
        if (ahead.abs().compareTo(TOLERATED) <= 0) {
            return Optional.empty();
        }
        return Optional.of("the clock is " + about(ahead.abs()) + (ahead.isNegative() ? " behind" : " ahead of")
                + " Redis's: routing does not depend on it, but the times told here are off, and other controllers may look"
                + " silent; run NTP on both machines, then restart pluginlb, which keeps the time it was started with");
    }

    /** Rounded, so that it is not said anew with each reading. */
    private static String about(Duration difference) {
        if (difference.toHours() >= 2) {
            return "about " + Math.round(difference.toMinutes() / 60.0) + " h";
        }
        return difference.toMinutes() >= 2
                ? "about " + Math.round(difference.toSeconds() / 60.0) + " min"
                : "more than " + difference.toSeconds() / 30 * 30 + " s";
    }
}
