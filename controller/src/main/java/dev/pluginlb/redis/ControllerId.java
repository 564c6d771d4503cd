package dev.pluginlb.redis;

import java.util.regex.Pattern;

/** The name of one controller among those that share a Redis; no two may bear the same. */
public record ControllerId(String value) implements Comparable<ControllerId> {

    private static final Pattern ALLOWED = Pattern.compile("[a-zA-Z0-9._-]{1,128}");

    /** @throws IllegalArgumentException if the value has other characters or is longer than 128 */
    public ControllerId {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("controller id: " + value.length()
                    + " characters (expected: 1 to 128 of letters, digits, '.', '_', '-')");
        }
    }

    @Override
    public int compareTo(ControllerId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
