package dev.pluginlb.simulate;

import dev.pluginlb.dispatch.Arrival;
import dev.pluginlb.dispatch.DispatchRule;
import dev.pluginlb.dispatch.NodeLoad;
import dev.pluginlb.traffic.RequestClass;
import java.util.List;
import java.util.OptionalInt;

/**
 * The seed's split as stock Nginx does it with an upstream for each class: short requests to the first node, long ones to
 * the others, each in turn. For one run, since it counts its turns.
 */
final class Split implements DispatchRule {

    private int longOnes;

    @Override
    public OptionalInt place(Arrival arrival, List<NodeLoad> nodes) {
        return arrival.type() == RequestClass.SHORT || nodes.size() == 1
                ? OptionalInt.of(0)
                : OptionalInt.of(1 + longOnes++ % (nodes.size() - 1));
    }
}
