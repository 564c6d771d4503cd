package dev.pluginlb.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The seed's rule, to the letter. One node: it. Two: short to the main node; long to the other one if it is idle or
 * already has long requests, to the main node if the other one is busy otherwise and the main node is idle, else to the
 * other one. Three and more: short to the main node, long to the others in turn.
 */
public final class TwoTierLive implements DispatchRule {

    private final int main;

    /** @param main the place of the main node; one outside the list stands for the first */
    public TwoTierLive(int main) {
        this.main = main;
    }

    @Override
    public OptionalInt place(Arrival arrival, List<NodeLoad> nodes) {
        int mainPlace = main >= 0 && main < nodes.size() ? main : 0;
        if (nodes.size() == 1 || !arrival.isLong()) {
            return OptionalInt.of(mainPlace);
        }
        return OptionalInt.of(
                nodes.size() == 2
                        ? ofTwo(nodes.get(mainPlace), mainPlace, nodes.get(1 - mainPlace))
                        : ofOthers(arrival, nodes, mainPlace));
    }

    private static int ofTwo(NodeLoad main, int mainPlace, NodeLoad other) {
        boolean otherTakesIt = other.isIdle() || other.inFlightLong() > 0;
        return !otherTakesIt && main.isIdle() ? mainPlace : 1 - mainPlace;
    }

    private static int ofOthers(Arrival arrival, List<NodeLoad> nodes, int mainPlace) {
        List<NodeLoad> others = new ArrayList<>(nodes);
        others.remove(mainPlace);
        int chosen = InTurn.inTurn(arrival.turn(), others);
        return chosen < mainPlace ? chosen : chosen + 1;
    }
}
