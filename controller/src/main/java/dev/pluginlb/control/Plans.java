package dev.pluginlb.control;

import dev.pluginlb.plan.PlanDiff;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.render.RenderedConfig;
import java.util.Optional;

/**
 * The plan that is live, the one that is wanted, and what lies between them. The latter is found out when it is asked for first:
 * a turn asks several times, and plans are large. Confined to the control loop.
 */
final class Plans {

    private final Optional<RoutingPlan> live;
    private final Optional<Wanted> wanted;
    private Optional<PlanDiff> found = Optional.empty();

    /** A plan, and what it asks for. */
    private record Wanted(RoutingPlan plan, RenderedConfig config) {}

    private Plans(Optional<RoutingPlan> live, Optional<Wanted> wanted) {
        this.live = live;
        this.wanted = wanted;
    }

    static Plans none() {
        return new Plans(Optional.empty(), Optional.empty());
    }

    /** @param now proven live; empty for a release from disk */
    Plans living(Optional<RoutingPlan> now) {
        return new Plans(now, wanted);
    }

    /** @param config of that plan */
    Plans wanting(RoutingPlan next, RenderedConfig config) {
        return new Plans(live, Optional.of(new Wanted(next, config)));
    }

    Optional<RoutingPlan> live() {
        return live;
    }

    /** The config of the wanted plan. */
    Optional<RenderedConfig> config() {
        return wanted.map(Wanted::config);
    }

    boolean wants(RoutingPlan plan) {
        return wanted.filter(next -> next.plan().equals(plan)).isPresent();
    }

    /** The plan of this config; empty for a release from disk. */
    Optional<RoutingPlan> of(RenderedConfig config) {
        return wanted.filter(next -> next.config().equals(config)).map(Wanted::plan);
    }

    /** Empty when one of the plans is not known. */
    Optional<PlanDiff> diff() {
        if (found.isEmpty()) {
            found = live.flatMap(now -> wanted.map(next -> PlanDiff.between(now, next.plan())));
        }
        return found;
    }
}
