package dev.pluginlb.cli;

import java.time.Duration;
import java.util.Locale;

/** Spans of time as people say them. */
final class Times {

    private Times() {}

    /** How long requests take, with three digits that matter: {@code 12.4ms}, {@code 3.2s}. */
    static String millis(double millis) {
        return millis < 1000
                ? String.format(Locale.ROOT, "%.3gms", millis)
                : String.format(Locale.ROOT, "%.1fs", millis / 1000);
    }

    /** Two units at most: {@code 850 ms}, {@code 12 s}, {@code 3 min 5 s}, {@code 2 h 10 min}, {@code 4 d 3 h}. */
    static String span(long millis) {
        Duration span = Duration.ofMillis(Math.max(0, millis));
        if (span.toDays() > 0) {
            return span.toDays() + " d " + span.toHoursPart() + " h";
        }
        if (span.toHours() > 0) {
            return span.toHours() + " h " + span.toMinutesPart() + " min";
        }
        if (span.toMinutes() > 0) {
            return span.toMinutes() + " min " + span.toSecondsPart() + " s";
        }
        return span.toSeconds() > 0 ? span.toSeconds() + " s" : span.toMillis() + " ms";
    }
}
