package dev.pluginlb.dispatch;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

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
        return leastBy(nodes, turn, node -> permitted.test(node) ? node.nextLoad() : Double.POSITIVE_INFINITY);
    }

    /** That with the least value; among equals the next in turn; nothing when all are infinite. */
    static OptionalInt leastBy(List<NodeLoad> nodes, long turn, ToDoubleFunction<NodeLoad> value) {
        int first = (int) Math.floorMod(turn, (long) nodes.size());
        int chosen = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int step = 0; step < nodes.size(); step++) {
            int place = (first + step) % nodes.size();
            double found = value.applyAsDouble(nodes.get(place));
            if (found < least) {
                chosen = place;
                least = found;
            }
        }
        return chosen < 0 ? OptionalInt.empty() : OptionalInt.of(chosen);
    }
}
