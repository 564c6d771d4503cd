package dev.pluginlb.admin;

import dev.pluginlb.admin.view.AdminJson;
import dev.pluginlb.admin.view.FlowsView;
import dev.pluginlb.admin.view.FlowsView.NodeFlow;
import dev.pluginlb.admin.view.FlowsView.Rate;
import dev.pluginlb.admin.view.NodeView;
import dev.pluginlb.traffic.RequestClass;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From counts to the picture of traffic. Pure.
 *
 * @param limit so many nodes are shown one by one, the busiest; the rest together
 */
record Picture(List<NodeView> nodes, Traffic.Seen seen, int limit) {

    private static final Comparator<NodeFlow> BUSIEST = Comparator.<NodeFlow, Double>comparing(
                    node -> Traffic.all(node.rate()))
            .thenComparing(node -> orNone(node.inFlight()))
            .reversed();

    FlowsView at(Instant now) {
        List<NodeFlow> all = nodes.stream().map(this::flow).sorted(BUSIEST).toList();
        List<NodeFlow> rest = all.stream().skip(limit).toList();
        return new FlowsView(
                now.toString(),
                seen.overMs(),
                Stream.of(RequestClass.values()).map(this::classView).toList(),
                all.stream().limit(limit).toList(),
                rest.isEmpty() ? null : others(rest),
                elsewhere());
    }

    private NodeFlow flow(NodeView node) {
        return new NodeFlow(
                node.id(),
                node.address(),
                node.role(),
                node.state(),
                seen.of(node.address()),
                node.inFlight(),
                node.inFlightLong());
    }

    private FlowsView.ClassView classView(RequestClass name) {
        Rate all = Traffic.sum(seen.ways().map(seen::of));
        return new FlowsView.ClassView(
                AdminJson.word(name),
                name == RequestClass.LONG ? all.longOnes() : all.shortOnes(),
                seen.failuresOf(name),
                inFlight(name));
    }

    private @Nullable Integer inFlight(RequestClass name) {
        if (nodes.stream().allMatch(node -> node.inFlightLong() == null)) {
            return null;
        }
        int longOnes = sum(NodeView::inFlightLong);
        return name == RequestClass.LONG ? longOnes : Math.max(0, sum(NodeView::inFlight) - longOnes);
    }

    private static FlowsView.Others others(List<NodeFlow> rest) {
        return new FlowsView.Others(
                rest.size(),
                (int) rest.stream().filter(node -> node.state().equals("up")).count(),
                Traffic.sum(rest.stream().map(NodeFlow::rate)),
                told(rest, NodeFlow::inFlight),
                told(rest, NodeFlow::inFlightLong));
    }

    private Rate elsewhere() {
        Set<String> known = nodes.stream().map(NodeView::address).collect(Collectors.toSet());
        return Traffic.sum(seen.ways().filter(way -> !known.contains(way)).map(seen::of));
    }

    /** Null when none of them tells. */
    private static @Nullable Integer told(List<NodeFlow> nodes, Function<NodeFlow, @Nullable Integer> load) {
        List<Integer> loads = nodes.stream()
                .map(load)
                .filter(Objects::nonNull)
                .map(Picture::orNone)
                .toList();
        return loads.isEmpty()
                ? null
                : loads.stream().mapToInt(Integer::intValue).sum();
    }

    private int sum(Function<NodeView, @Nullable Integer> load) {
        return nodes.stream()
                .map(load)
                .filter(Objects::nonNull)
                .mapToInt(one -> orNone(one))
                .sum();
    }

    private static int orNone(@Nullable Integer load) {
        return load == null ? 0 : load;
    }
}
