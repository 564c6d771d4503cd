package dev.pluginlb.render;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of an Nginx, {@code 1.22.1}; an OpenResty counts as the Nginx inside it. */
public record NginxVersion(int major, int minor, int patch) implements Comparable<NginxVersion> {

    private static final Pattern BANNER =
            Pattern.compile("(?:nginx|openresty|tengine)/([0-9]{1,4})\\.([0-9]{1,4})\\.([0-9]{1,4})");

    /** Reads what {@code nginx -v} prints; empty when that is something else. */
    public static Optional<NginxVersion> parse(String banner) {
        Matcher matcher = BANNER.matcher(banner);
        return matcher.find()
                ? Optional.of(new NginxVersion(number(matcher, 1), number(matcher, 2), number(matcher, 3)))
                : Optional.empty();
    }

    /**
     * Whether idle client connections can outlive a reload ({@code keepalive_min_timeout}, since 1.27.4), so that a
     * reload need not break the request that a client is just sending on one.
     */
    public boolean keepsIdleConnectionsOnReload() {
        return compareTo(new NginxVersion(1, 27, 4)) >= 0;
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    @Override
    public int compareTo(NginxVersion other) {
        return Comparator.comparingInt(NginxVersion::major)
                .thenComparingInt(NginxVersion::minor)
                .thenComparingInt(NginxVersion::patch)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
