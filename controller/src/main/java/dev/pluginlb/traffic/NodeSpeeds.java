package dev.pluginlb.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How slow each node is compared with the others: the moving geometric mean of {@code took / typical} over its successful
 * requests, where typical is the usual time of the same endpoint over all nodes, divided by that of all nodes. So a node
 * that gets the long requests does not look slow. 1 is like the others, 2 takes twice as long.
 *
 * <p>Each ratio counts as {@value #MOST} at most and as its inverse at least: a short request that met a queue may take a
 * hundred times as long, which says nothing about the node. Times of long requests are spread widely (a lognormal with
 * sigma 1 is usual), so it takes {@value #ENOUGH} requests for an error of a tenth.
 *
 * <p>Remembers at most {@value #MAX_NODES} nodes, and each for ten minutes after its last request. Confined to one
 * thread, or locked by its owner.
 */
public final class NodeSpeeds {

    private static final int MAX_NODES = 1000;
    private static final int ENOUGH = 100;
    private static final int MEMORY = 400;
    private static final double MOST = 4;
    private static final Duration IDLE = Duration.ofMinutes(10);
    /** Below a millisecond, Nginx measures nothing but noise. */
    private static final Duration FINEST = Duration.ofMillis(1);

    private final Map<String, Speed> nodes = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Takes one successful request.
     *
     * @param node its address, as it stands in the log
     * @param typical of the endpoint
     * @param now when the request ended; of any clock that goes forward only
     */
    public void record(String node, Duration took, Duration typical, Instant now) {
        Speed speed = nodes.computeIfAbsent(node, address -> new Speed());
        speed.lastSeen = now;
        double ratio = nanos(took) / nanos(typical);
        speed.logarithm.add(Math.log(Math.min(MOST, Math.max(1 / MOST, ratio))));
        if (nodes.size() > MAX_NODES) {
            nodes.remove(nodes.keySet().iterator().next());
        }
    }

    /** The ratio of each node that had at least {@value #ENOUGH} requests, by address. */
    public Map<String, Double> ratios(Instant now) {
        nodes.values().removeIf(speed -> speed.lastSeen.plus(IDLE).isBefore(now));
        Map<String, Double> logarithms = new TreeMap<>();
        nodes.forEach((node, speed) -> {
            if (speed.logarithm.count() >= ENOUGH) {
                logarithms.put(node, speed.logarithm.value());
            }
        });
        double usual = logarithms.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
        logarithms.replaceAll((node, logarithm) -> Math.exp(logarithm - usual));
        return logarithms;
    }

    private static double nanos(Duration duration) {
        Duration counted = duration.compareTo(FINEST) < 0 ? FINEST : duration;
        return counted.getSeconds() * 1e9 + counted.getNano();
    }

    private static final class Speed {
        private final MovingMean logarithm = new MovingMean(MEMORY);
        private Instant lastSeen = Instant.MIN;
    }
}
