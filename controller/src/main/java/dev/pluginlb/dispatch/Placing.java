package dev.pluginlb.dispatch;

import dev.pluginlb.traffic.EndpointKeys;
import dev.pluginlb.traffic.FinishedRequest;
import dev.pluginlb.traffic.RequestClass;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the placing of requests needs to know of those that have ended: the demand, and the slots of the nodes. Bounded, and
 * thread-safe: requests come from one thread, questions from another.
 */
public final class Placing {

    private static final String SHORT = RequestClass.SHORT.name().toLowerCase(Locale.ROOT);

    private final EndpointKeys keys;
    private final DemandMeter meter = new DemandMeter();
    private final SlotEstimate estimate = new SlotEstimate();
    private Instant lastLook;
    private Optional<Demand> told = Optional.empty();

    /** @param now of a clock that goes forward only, as in all that follows */
    public Placing(EndpointKeys keys, Instant now) {
        this.keys = keys;
        this.lastLook = now;
    }

    /** Takes a request that has ended; failures say nothing. */
    public synchronized void enter(FinishedRequest request) {
        Optional<FinishedRequest.Try> last = request.lastTry().filter(one -> request.succeeded());
        Optional<Duration> took = last.flatMap(FinishedRequest.Try::took);
        if (took.isEmpty()) {
            return;
        }
        boolean isShort = request.requestClass().equals(SHORT);
        meter.add(isShort ? RequestClass.SHORT : RequestClass.LONG, took.get(), request.weight());
        if (isShort && request.inFlightBefore().isPresent()) {
            keys.of(request.method(), request.path(), request.pluginId())
                    .ifPresent(endpoint -> estimate.add(new Observation(
                            last.get().address(),
                            endpoint,
                            request.inFlightBefore().getAsInt(),
                            took.get())));
        }
    }

    /** Judges anew what was seen; to be called about once a second. */
    public synchronized void look(Instant now) {
        meter.pass(Duration.between(lastLook, now));
        estimate.look();
        lastLook = now;
        Demand measured = meter.demand();
        if (told.filter(former -> former.isLike(measured)).isEmpty()) {
            told = Optional.of(measured);
        }
    }

    /** The demand, which is told anew only when it has changed by more than a tenth. */
    public synchronized Optional<Demand> demand() {
        return told;
    }

    /**
     * The slots of these nodes; none while those of all are unknown. One of which nothing is known yet, as of a node that
     * has just come, is taken for the smallest of the others. All other nodes are forgotten.
     *
     * @param nodes by their names in the log
     */
    public synchronized SortedMap<String, Integer> slots(Set<String> nodes) {
        estimate.keep(nodes);
        SortedMap<String, Integer> slots = new TreeMap<>();
        OptionalInt smallest = nodes.stream()
                .mapToInt(estimate::slots)
                .filter(known -> known > 0)
                .min();
        smallest.ifPresent(least ->
                nodes.forEach(node -> slots.put(node, estimate.slots(node) > 0 ? estimate.slots(node) : least)));
        return slots;
    }
}
