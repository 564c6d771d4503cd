package dev.pluginlb.cluster;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a plugin, {@code author/name}, of at most 320 characters.
 *
 * <p>The alphabet is the official daemon's, and means nothing to Nginx, to a shell or in a line of text.
 */
public record PluginId(String value) implements Comparable<PluginId> {

    /** What every id fits, as an expression for Java and Nginx. */
    public static final String SHAPE = "[a-z0-9_-]{1,64}/[a-z0-9_-]{1,255}";

    private static final Pattern ALLOWED = Pattern.compile(SHAPE);

    /** @throws IllegalArgumentException if the value is not such an id */
    public PluginId {
        if (!ALLOWED.matcher(value).matches()) {
            throw Rejected.value("plugin", value, "author/name of a-z, 0-9, '_', '-'");
        }
    }

    /** Empty if the text is not such an id. */
    public static Optional<PluginId> parse(String text) {
        return ALLOWED.matcher(text).matches() ? Optional.of(new PluginId(text)) : Optional.empty();
    }

    @Override
    public int compareTo(PluginId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
