package dev.pluginlb.config;

/**
 * One setting that is different in two configurations.
 *
 * @param from one line of YAML, or a mask for a secret
 * @param to the same
 */
public record ConfigChange(String key, String from, String to) {

    /** {@code key: from -> to}. */
    public String line() {
        return key + ": " + from + " -> " + to;
    }
}
