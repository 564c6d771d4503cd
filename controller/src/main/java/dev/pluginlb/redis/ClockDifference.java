package dev.pluginlb.redis;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * In words, that the time which a controller tells is not Redis's. What was said stays as it is while the difference stays near it: one
 * that is about as large as what is tolerated would come and go with each reading. Of one thread.
 */
public final class ClockDifference {

    /** Below that nothing is misjudged: other controllers are called silent after as long. */
    private static final Duration TOLERATED = Duration.ofSeconds(30);

    private static final Duration OVER = Duration.ofSeconds(20);
    private static final Duration NEAR = Duration.ofSeconds(10);

    /** How far the clock here is ahead of Redis's, as it was said last; zero when nothing is said. */
    private Duration said = Duration.ZERO;

    /**
     * The same reading, and that the clocks differ, if they do.
     *
     * @param now of the clock by which this controller tells the time, when this was read
     */
    public ClusterReading saidOf(ClusterReading reading, Instant now) {
        return reading.time()
                .flatMap(there -> words(Duration.between(there, now)))
                .map(reading::withWrong)
                .orElse(reading);
    }

    private Optional<String> words(Duration ahead) {
        if (!isStill(ahead)) {
            said = ahead.abs().compareTo(TOLERATED) > 0 ? ahead : Duration.ZERO;
        }
        return said.isZero() ? Optional.empty() : Optional.of(words());
    }

    private boolean isStill(Duration ahead) {
        Duration quarter = said.abs().dividedBy(4);
        Duration near = quarter.compareTo(NEAR) > 0 ? quarter : NEAR;
        return !said.isZero()
                && ahead.abs().compareTo(OVER) > 0
                && ahead.minus(said).abs().compareTo(near) <= 0;
    }

    private String words() {
        return "the clock is " + about(said.abs()) + (said.isNegative() ? " behind" : " ahead of")
                + " Redis's: routing does not depend on it, but the times told here are off, and other controllers may look"
                + " silent; run NTP on both machines, then restart pluginlb, which keeps the time it was started with";
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
