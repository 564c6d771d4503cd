package dev.pluginlb.redis;

import java.util.regex.Pattern;

/** The form of {@code custom:stats}: names that a metric's label may hold, and finite numbers. */
final class CustomStats {

    static final int MAX_ENTRIES = 1000;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:-]{1,100}");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?[0-9]{1,40}(?:\\.[0-9]{1,40})?(?:[eE][+-]?[0-9]{1,3})?");

    private CustomStats() {}

    /** @throws IllegalArgumentException if it is no such name */
    static String name(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new IllegalArgumentException("name: " + text.length()
                    + " characters (expected: 1 to 100 of letters, digits, '_', '.', ':', '-')");
        }
        return text;
    }

    /** @throws IllegalArgumentException if it is no decimal number, or too large for a double */
    static Double number(String text) {
        double number = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("value: no such number (expected: a finite decimal number)");
        }
        return number;
    }
}
