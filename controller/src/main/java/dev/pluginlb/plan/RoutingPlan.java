package dev.pluginlb.plan;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The whole routing: which servers there are, and which of them serve short and which long requests; and who serves in the
 * further pools. Immutable; equal plans render to equal bytes.
 *
 * @param all every server, under the name {@link Pool#ALL}
 * @param forShort the pool of short requests; may be {@code all}
 * @param forLong the pool of long requests; may be {@code all}
 * @param classes the endpoints whose class is known; none when both classes share a pool
 * @param live how to choose for each request, where Nginx can; empty when the pools say it all
 * @param services the further pools, sorted by name; a policy has nothing to do with them
 */
public record RoutingPlan(
        Pool all, Pool forShort, Pool forLong, Classes classes, Optional<LiveRule> live, List<ServicePool> services) {

    /** @throws IllegalArgumentException if the first pool has another name than {@link Pool#ALL} */
    public RoutingPlan {
        if (!all.name().equals(Pool.ALL)) {
            throw new IllegalArgumentException("all: " + all.name() + " (expected: " + Pool.ALL + ")");
        }
        services = services.stream().sorted().toList();
    }

    /** One that is the same whether or not Nginx can choose for each request. */
    public RoutingPlan(Pool all, Pool forShort, Pool forLong, Classes classes) {
        this(all, forShort, forLong, classes, Optional.empty(), List.of());
    }

    /** A plan that makes no difference between the classes. */
    public static RoutingPlan ofOnePool(Pool all) {
        return new RoutingPlan(all, all, all, Classes.NONE);
    }

    /** The same, with a rule for Nginx to choose by. */
    public RoutingPlan choosingBy(LiveRule rule) {
        return new RoutingPlan(all, forShort, forLong, classes, Optional.of(rule), services);
    }

    /** The same, with these further pools. */
    public RoutingPlan with(List<ServicePool> pools) {
        return new RoutingPlan(all, forShort, forLong, classes, live, pools);
    }

    /** The further pools that this goes through. */
    public List<ServicePool> services(Service.Protocol protocol) {
        return services.stream().filter(pool -> pool.is(protocol)).toList();
    }

    /** The same, of which only the nodes are of interest. */
    public RoutingPlan nodesOnly() {
        return new RoutingPlan(all, forShort, forLong, Classes.NONE, live, List.of());
    }

    /** Every pool of nodes once. */
    public List<Pool> pools() {
        return Stream.of(all, forShort, forLong).distinct().toList();
    }

    /** Whether no node is known at all. */
    public boolean isEmpty() {
        return all.servers().isEmpty();
    }
}
