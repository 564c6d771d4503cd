package dev.pluginlb.dispatch;

import java.util.List;
import java.util.OptionalInt;

/**
 * Every node in turn, in proportion to its weight.
 *
 * <p>Equal weights: node {@code turn mod n}. Else the turns are spread over the sum of the weights by multiples of the
 * golden ratio, whose fractions leave no large gap at any time.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Low-discrepancy_sequence#Additive_recurrence">additive recurrence</a>
 */
public final class InTurn implements DispatchRule {

    private static final double GOLDEN = 0.618033988749895;

    @Override
    public OptionalInt place(Arrival arrival, List<NodeLoad> nodes) {
        return OptionalInt.of(inTurn(arrival.turn(), nodes));
    }

    static int inTurn(long turn, List<NodeLoad> nodes) {
        double first = nodes.get(0).weight();
        if (nodes.stream().allMatch(node -> node.weight() == first)) {
            return (int) Math.floorMod(turn, (long) nodes.size());
        }
        double sum = nodes.stream().mapToDouble(NodeLoad::weight).sum();
        double point = fraction(turn * GOLDEN) * sum;
        for (int i = 0; i < nodes.size(); i++) {
            point -= nodes.get(i).weight();
            if (point < 0) {
                return i;
            }
        }
        return nodes.size() - 1;
    }

    private static double fraction(double number) {
        return number - Math.floor(number);
    }
}
