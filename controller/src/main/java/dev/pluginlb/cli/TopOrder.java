package dev.pluginlb.cli;

import dev.pluginlb.admin.view.NodeView;
import dev.pluginlb.admin.view.StatsView.EndpointView;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Which endpoints {@code top} shows first; each order has a key. */
enum TopOrder {
    BUSIEST('b'),
    SLOWEST('s'),
    TOTAL('t');

    /** What needs an eye on it stands before what does not, the most loaded first. */
    static final Comparator<NodeView> WORST_FIRST = Comparator.comparingInt(TopOrder::goodness)
            .thenComparing(node -> node.inFlight() == null ? 0 : node.inFlight(), Comparator.reverseOrder())
            .thenComparing(NodeView::address);

    private static final List<String> WORST_STATES = List.of("down", "unknown", "draining", "up");

    private final char key;

    TopOrder(char key) {
        this.key = key;
    }

    /** The order of this key; this one if the key means none. */
    TopOrder on(int pressed) {
        return Stream.of(values())
                .filter(order -> order.key == pressed)
                .findFirst()
                .orElse(this);
    }

    Comparator<EndpointView> comparator(Rates rates) {
        Comparator<EndpointView> total =
                Comparator.comparingLong(EndpointView::total).reversed();
        return switch (this) {
            case BUSIEST ->
                Comparator.<EndpointView>comparingDouble(
                                one -> -rates.of(one.endpoint()).orElse(0))
                        .thenComparing(total);
            case SLOWEST ->
                Comparator.<EndpointView>comparingDouble(one -> -recentMean(one))
                        .thenComparing(total);
            case TOTAL -> total;
        };
    }

    /** Over the window, in milliseconds; 0 while it is empty. */
    static double recentMean(EndpointView endpoint) {
        return endpoint.windowMs().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
    }

    private static int goodness(NodeView node) {
        return WORST_STATES.indexOf(node.state());
    }
}
