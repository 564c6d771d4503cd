package dev.pluginlb.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code 500ms}, {@code 10s}, {@code 5m}, {@code 24h}: never a bare number, whose unit everybody guesses differently. */
public final class DurationText {

    public static final String RULE = "a whole number with ms, s, m or h, such as 500ms or 10s; above 0, up to 8760h";

    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Pattern FORM = Pattern.compile("([0-9]{1,12})(ms|s|m|h)");
    private static final Map<String, ChronoUnit> UNITS =
            Map.of("ms", ChronoUnit.MILLIS, "s", ChronoUnit.SECONDS, "m", ChronoUnit.MINUTES, "h", ChronoUnit.HOURS);

    private DurationText() {}

    /** @throws IllegalArgumentException if the text breaks the rule */
    public static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw ConfigError.refusal("duration", text, RULE);
        }
        ChronoUnit unit = UNITS.getOrDefault(matcher.group(2), ChronoUnit.FOREVER);
        Duration duration = Duration.of(Long.parseLong(matcher.group(1)), unit);
        if (duration.isZero() || duration.compareTo(LONGEST) > 0) {
            throw ConfigError.refusal("duration", text, RULE);
        }
        return duration;
    }
}
