package dev.pluginlb.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * Fewest in flight over both classes, and room for the short ones where nodes have a known number of slots.
 *
 * <p>A short request goes to the least loaded node that has a free slot, else to the least loaded one. A long one goes to
 * the least loaded node with a free slot and fewer than {@code slots - 1} long ones; while there is none it waits. The
 * room gives way: who has waited {@code giveWay} may take a last slot, too. Who has waited {@code longest} goes to the
 * least loaded node. Where slots are unknown nothing waits.
 *
 * @see <a href="https://doi.org/10.1145/3477132.3483571">Demoulin et al., When Idling is Ideal, SOSP 2021</a>
 */
public final class AdaptiveLive implements DispatchRule {

    private final Tuning tuning;

    /**
     * How long the long ones hold back.
     *
     * @param giveWay after this wait a long request may take a node's last slot
     * @param longest after this wait it goes anyway
     */
    public record Tuning(Duration giveWay, Duration longest) {}

    public AdaptiveLive(Tuning tuning) {
        this.tuning = tuning;
    }

    @Override
    public OptionalInt place(Arrival arrival, List<NodeLoad> nodes) {
        OptionalInt atOnce = arrival.isLong() ? forLong(arrival, nodes) : forShort(arrival, nodes);
        boolean waits = arrival.isLong() && arrival.waited().compareTo(tuning.longest()) < 0;
        return atOnce.isPresent() || waits ? atOnce : FewestInFlight.least(nodes, arrival.turn(), node -> true);
    }

    private static OptionalInt forShort(Arrival arrival, List<NodeLoad> nodes) {
        return FewestInFlight.least(nodes, arrival.turn(), NodeLoad::hasFreeSlot);
    }

    private OptionalInt forLong(Arrival arrival, List<NodeLoad> nodes) {
        OptionalInt roomy = FewestInFlight.least(nodes, arrival.turn(), NodeLoad::hasRoomForLong);
        boolean mayTakeLast = arrival.waited().compareTo(tuning.giveWay()) >= 0;
        return roomy.isPresent() || !mayTakeLast
                ? roomy
                : FewestInFlight.least(nodes, arrival.turn(), NodeLoad::hasFreeSlot);
    }
}
