package dev.pluginlb.simulate;

import dev.pluginlb.dispatch.Arrival;
import dev.pluginlb.dispatch.DispatchRule;
import dev.pluginlb.dispatch.NodeLoad;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * The less loaded of two nodes drawn at random, as Nginx's {@code random two least_conn} does it. The turn is the seed, so
 * that the same request gets the same answer.
 */
final class BestOfTwo implements DispatchRule {

    @Override
    public OptionalInt place(Arrival arrival, List<NodeLoad> nodes) {
        if (nodes.size() == 1) {
            return OptionalInt.of(0);
        }
        SplittableRandom random = new SplittableRandom(arrival.turn());
        int one = random.nextInt(nodes.size());
        int other = (one + 1 + random.nextInt(nodes.size() - 1)) % nodes.size();
        return OptionalInt.of(load(nodes.get(other)) < load(nodes.get(one)) ? other : one);
    }

    private static double load(NodeLoad node) {
        return (node.inFlight() + 1) / node.weight();
    }
}
