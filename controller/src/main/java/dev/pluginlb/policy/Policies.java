package dev.pluginlb.policy;

import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The policies that can be chosen, by name. Immutable. */
public final class Policies {

    private static final Pattern NAME = Pattern.compile("(?=.{1,64}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*");
    private static final Policies NONE = new Policies(new TreeMap<>());

    private final SortedMap<String, RoutingPolicy> byName;

    private Policies(SortedMap<String, RoutingPolicy> byName) {
        this.byName = byName;
    }

    /** Those that pluginlb brings along. */
    public static Policies builtIn() {
        return NONE.with(new Adaptive())
                .with(new LeastConn())
                .with(new RoundRobin())
                .with(new TwoTier());
    }

    /**
     * These and one more.
     *
     * @throws IllegalArgumentException if its name is malformed, or taken already
     */
    public Policies with(RoutingPolicy more) {
        String name = more.name();
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name: " + name + " (expected: at most 64 of a-z, 0-9, in words joined by '-')");
        }
        SortedMap<String, RoutingPolicy> all = new TreeMap<>(byName);
        if (all.putIfAbsent(name, more) != null) {
            throw new IllegalArgumentException("name: " + name + " (expected: none of " + byName.keySet() + ")");
        }
        return new Policies(all);
    }

    public Optional<RoutingPolicy> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Every name that {@link #find} knows, sorted. */
    public Set<String> names() {
        return new TreeSet<>(byName.keySet());
    }
}
