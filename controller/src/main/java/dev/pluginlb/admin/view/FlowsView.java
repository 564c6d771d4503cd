package dev.pluginlb.admin.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The picture of traffic through this front: classes, and the nodes they go to.
 *
 * <p>Rates are requests per second that ended, over the last {@code over_ms}; null while not known.
 *
 * @param overMs null while no rate is known: it takes two looks
 * @param nodes the busiest first
 * @param others all other nodes together; null when there are none
 * @param elsewhere requests that no node answered, or one that is not known any more
 */
public record FlowsView(
        String at,
        @Nullable Long overMs,
        List<ClassView> classes,
        List<NodeFlow> nodes,
        @Nullable Others others,
        Rate elsewhere) {

    public FlowsView {
        classes = List.copyOf(classes);
        nodes = List.copyOf(nodes);
    }

    /**
     * All requests of one class.
     *
     * @param name {@code short} or {@code long}
     * @param failures of them that were answered with 500 or more
     * @param inFlight at all nodes, as far as they tell; null while nobody tells long ones from short ones
     */
    public record ClassView(
            String name,
            @Nullable Double rate,
            @Nullable Double failures,
            @Nullable Integer inFlight) {}

    /** One node; its load is null when nobody tells. */
    public record NodeFlow(
            String id,
            String address,
            String role,
            String state,
            Rate rate,
            @Nullable Integer inFlight,
            @Nullable Integer inFlightLong) {}

    /**
     * @param up how many of them are up
     * @param inFlight at those that tell; null when none does
     */
    public record Others(
            int nodes,
            int up,
            Rate rate,
            @Nullable Integer inFlight,
            @Nullable Integer inFlightLong) {}

    /** Requests per second by class. */
    public record Rate(@Nullable Double shortOnes, @Nullable Double longOnes) {}
}
