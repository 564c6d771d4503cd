package dev.pluginlb.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many short requests are in flight on each node on average, from those that have ended: the time they took
 * altogether, divided by the time in which they ended (Little's law). What a node says to run beyond that are long ones.
 *
 * <p>At most {@value #MAX_NODES} nodes. Confined to one thread, or locked by its owner.
 */
public final class ShortLoad {

    private static final int MAX_NODES = 1000;

    private final Map<String, Duration> busy = new LinkedHashMap<>();
    private Instant from = Instant.MIN;

    /**
     * How many of the requests that a node runs are long ones, as far as this tells: those beyond the short ones that
     * usually run there.
     *
     * @param lasting requests that ran at two looks in a row, which short ones seldom do
     * @param shortOnes on average
     */
    public static int longAmong(int lasting, double shortOnes) {
        return (int) Math.max(0, Math.round(lasting - shortOnes));
    }

    void add(String node, Duration took) {
        if (busy.size() < MAX_NODES || busy.containsKey(node)) {
            busy.merge(node, took, Duration::plus);
        }
    }

    /** Since the last call, whose time is remembered; nothing at the first call, or when no time has passed. */
    Map<String, Double> since(Instant now) {
        Map<String, Double> inFlight = new TreeMap<>();
        if (from.isBefore(now) && !from.equals(Instant.MIN)) {
            double passed = Duration.between(from, now).toNanos();
            busy.forEach((node, took) -> inFlight.put(node, took.toNanos() / passed));
        }
        busy.clear();
        from = now;
        return inFlight;
    }
}
