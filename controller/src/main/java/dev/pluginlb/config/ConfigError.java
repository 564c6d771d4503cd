package dev.pluginlb.config;

/**
 * One thing that is wrong with the configuration.
 *
 * @param key the dotted path of a setting, or the name under which something unknown was given
 * @param value what was given: one printable line, masked when it is or may be a secret
 * @param rule what would have been right
 * @param origin where it was given, such as {@code file pluginlb.yaml:12} or {@code env REDIS_PORT}
 */
public record ConfigError(String key, String value, String rule, String origin) {

    private static final int MAX_SHOWN = 80;

    public ConfigError {
        key = printable(key);
        value = printable(value);
    }

    /** {@code key: value (expected: rule)}. */
    public String line() {
        return key + ": " + value + " (expected: " + rule + ")";
    }

    static IllegalArgumentException refusal(String key, Object value, String rule) {
        return new IllegalArgumentException(new ConfigError(key, value.toString(), rule, "").line());
    }

    /** At most 80 characters of printable ASCII: what is wrong may come from anybody and ends in a terminal. */
    private static String printable(String text) {
        String shown = text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "..." : text;
        return shown.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
