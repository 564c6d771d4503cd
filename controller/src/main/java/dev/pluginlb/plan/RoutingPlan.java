package dev.pluginlb.plan;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The whole routing: which servers there are, and which of them serve short and which long requests. Immutable; equal
 * plans render to equal bytes.
 *
 * @param all every server, under the name {@link Pool#ALL}
 * @param forShort the pool of short requests; may be {@code all}
 * @param forLong the pool of long requests; may be {@code all}
 * @param classes the endpoints whose class is known; none when both classes share a pool
 * @param live how to choose for each request, where Nginx can; empty when the pools say it all
 */
public record RoutingPlan(Pool all, Pool forShort, Pool forLong, Classes classes, Optional<LiveRule> live) {

    /** @throws IllegalArgumentException if the first pool has another name than {@link Pool#ALL} */
    public RoutingPlan {
        if (!all.name().equals(Pool.ALL)) {
            throw new IllegalArgumentException("all: " + all.name() + " (expected: " + Pool.ALL + ")");
        }
    }

    /** One that is the same whether or not Nginx can choose for each request. */
    public RoutingPlan(Pool all, Pool forShort, Pool forLong, Classes classes) {
        this(all, forShort, forLong, classes, Optional.empty());
    }

    /** A plan that makes no difference between the classes. */
    public static RoutingPlan ofOnePool(Pool all) {
        return new RoutingPlan(all, all, all, Classes.NONE);
    }

    /** The same, with a rule for Nginx to choose by. */
    public RoutingPlan choosingBy(LiveRule rule) {
        return new RoutingPlan(all, forShort, forLong, classes, Optional.of(rule));
    }

    /** The same, of which only the nodes are of interest. */
    public RoutingPlan withoutClasses() {
        return new RoutingPlan(all, forShort, forLong, Classes.NONE, live);
    }

    /** Every pool once. */
    public List<Pool> pools() {
        return Stream.of(all, forShort, forLong).distinct().toList();
    }

    /** Whether no node is known at all. */
    public boolean isEmpty() {
        return all.servers().isEmpty();
    }
}
