package dev.pluginlb.dispatch;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * The node whose load, {@code (in flight + 1) / weight}, would be least (shortest expected delay); among equals the next
 * in turn. No difference between short and long.
 */
public final class FewestInFlight implements DispatchRule {

    @Override
    public OptionalInt place(Arrival arrival, List<NodeLoad> nodes) {
        return least(nodes, arrival.turn(), node -> true);
    }

    /** The least loaded of those permitted; nothing when there is none. */
    static OptionalInt least(List<NodeLoad> nodes, long turn, Predicate<NodeLoad> permitted) {
        int first = (int) Math.floorMod(turn, (long) nodes.size());
        int chosen = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int step = 0; step < nodes.size(); step++) {
            int place = (first + step) % nodes.size();
            NodeLoad node = nodes.get(place);
            if (node.nextLoad() < least && permitted.test(node)) {
                chosen = place;
                least = node.nextLoad();
            }
        }
        return chosen < 0 ? OptionalInt.empty() : OptionalInt.of(chosen);
    }
}
