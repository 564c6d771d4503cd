package dev.pluginlb.cli;

import dev.pluginlb.admin.view.StatsView;
import dev.pluginlb.admin.view.StatsView.EndpointView;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** How many requests a second each endpoint gets, by how its total has grown over the latest looks. Not thread-safe. */
final class Rates {

    private static final int LOOKS = 5;
    private static final double NANOS = 1e9;

    private final Deque<Totals> looks = new ArrayDeque<>();

    private record Totals(long nanos, Map<String, Long> byEndpoint) {

        long of(String endpoint) {
            return byEndpoint.getOrDefault(endpoint, 0L);
        }
    }

    /** @param nanos when that was told, by a clock that only goes forward */
    void take(StatsView stats, long nanos) {
        looks.addLast(new Totals(
                nanos,
                stats.endpoints().stream()
                        .collect(Collectors.toMap(EndpointView::endpoint, EndpointView::total, Long::max))));
        if (looks.size() > LOOKS) {
            looks.removeFirst();
        }
    }

    /** Requests a second; empty before the second look. */
    OptionalDouble of(String endpoint) {
        if (looks.size() < 2) {
            return OptionalDouble.empty();
        }
        Totals first = looks.getFirst();
        Totals last = looks.getLast();
        long grown = Math.max(0, last.of(endpoint) - first.of(endpoint));
        return OptionalDouble.of(grown * NANOS / Math.max(1, last.nanos() - first.nanos()));
    }
}
