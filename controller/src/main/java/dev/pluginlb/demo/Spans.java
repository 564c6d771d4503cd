package dev.pluginlb.demo;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations as people write them: {@code 1500ms}, {@code 2s}, {@code 10m}. */
final class Spans {

    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,9})(ms|s|m)");

    private Spans() {}

    /** @throws IllegalArgumentException if the text is none */
    static Duration parse(String name, String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw Expected.rule(name, text, "a number and ms, s or m");
        }
        long count = Long.parseLong(written.group(1));
        return switch (written.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            default -> Duration.ofMinutes(count);
        };
    }
}
