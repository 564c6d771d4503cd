package dev.pluginlb.cluster;

import java.util.regex.Pattern;

/**
 * The name under which a node registered: a UUID for an official plugin daemon, any short word for others.
 *
 * <p>The alphabet is restricted, so an id may stand in a log line, a URL or a page as it is.
 */
public record NodeId(String value) implements Comparable<NodeId> {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");

    /** @throws IllegalArgumentException if the value has other characters or is longer than 128 */
    public NodeId {
        if (!ALLOWED.matcher(value).matches()) {
            throw Rejected.value("node id", value, "1 to 128 of letters, digits, '.', '_', ':', '-'");
        }
    }

    @Override
    public int compareTo(NodeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
