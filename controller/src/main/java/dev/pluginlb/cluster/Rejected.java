package dev.pluginlb.cluster;

/** Words the one kind of error a value type gives: what was wrong, and what was expected. */
final class Rejected {

    private static final int MAX_SHOWN = 80;

    private Rejected() {}

    /** Quotes at most 80 printable characters of the value: it may come from anybody. */
    static IllegalArgumentException value(String name, String value, String rule) {
        return new IllegalArgumentException(name + ": " + printable(value) + " (expected: " + rule + ")");
    }

    private static String printable(String value) {
        String shown = value.length() > MAX_SHOWN ? value.substring(0, MAX_SHOWN) + "..." : value;
        return shown.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
