package dev.pluginlb.policy;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The built-in policies, by name. */
public final class Policies {

    private Policies() {}

    public static Optional<RoutingPolicy> find(String name) {
        return all().filter(policy -> policy.name().equals(name)).findFirst();
    }

    /** Every name that {@link #find} knows, sorted. */
    public static Set<String> names() {
        return all().map(RoutingPolicy::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<RoutingPolicy> all() {
        return Stream.of(new LeastConn(), new RoundRobin(), new TwoTier());
    }
}
