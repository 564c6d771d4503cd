package dev.pluginlb.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * Fewest in flight over both classes, and room for the short ones where nodes have a known number of slots.
 *
 * <p>A short request goes to the least loaded node that has a free slot. While there is none it goes to the node where a
 * slot will be free for it soonest. With {@code f} requests in flight on {@code s} slots, {@code l} of them long, and
 * short ones that end {@code quick} times as fast as long ones, that is where {@code (f - s + 1) / (weight * (quick *
 * (s - l) + l))} is least.
 *
 * <p>A long one goes to the least loaded node with a free slot while more than {@code reserve} slots are free in the
 * whole cluster (trunk reservation); else it waits. The reserve gives way: who has waited {@code giveWay} may take any
 * free slot. Who has waited {@code longest} goes where a short one would.
 *
 * <p>While the slots of any node are unknown nothing waits, and the least loaded node takes every request.
 *
 * @see <a href="https://doi.org/10.1145/3477132.3483571">Demoulin et al., When Idling is Ideal, SOSP 2021</a>
 * @see <a href="https://doi.org/10.1017/S0269964800000711">Key, Optimal Control and Trunk Reservation in Loss Networks,
 *     1990</a>
 */
public final class AdaptiveLive implements DispatchRule {

    private final Tuning tuning;

    public AdaptiveLive(Tuning tuning) {
        this.tuning = tuning;
    }

    @Override
    public OptionalInt place(Arrival arrival, List<NodeLoad> nodes) {
        int free = freeSlots(nodes);
        if (free < 0) {
            return FewestInFlight.least(nodes, arrival.turn(), node -> true);
        }
        if (arrival.isLong() && !mayStart(arrival.waited(), free)) {
            return OptionalInt.empty();
        }
        return free > 0
                ? FewestInFlight.least(nodes, arrival.turn(), NodeLoad::hasFreeSlot)
                : FewestInFlight.leastBy(nodes, arrival.turn(), this::delay);
    }

    @Override
    public List<Duration> limits() {
        return List.of(tuning.giveWay(), tuning.longest());
    }

    /** Below 0 while those of any node are unknown. */
    private static int freeSlots(List<NodeLoad> nodes) {
        int free = 0;
        for (NodeLoad node : nodes) {
            if (node.slots() == 0) {
                return -1;
            }
            free += Math.max(0, node.slots() - node.inFlight());
        }
        return free;
    }

    private boolean mayStart(Duration waited, int free) {
        return free > tuning.reserve()
                || (free > 0 && waited.compareTo(tuning.giveWay()) >= 0)
                || waited.compareTo(tuning.longest()) >= 0;
    }

    private double delay(NodeLoad node) {
        int longOnes = Math.min(node.slots(), node.inFlightLong());
        double ends = tuning.quick() * (node.slots() - longOnes) + longOnes;
        return (node.inFlight() - node.slots() + 1) / (node.weight() * ends);
    }
}
