package dev.pluginlb.policy;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.plan.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Turns the weight a node registered with and its measured load into the weight it gets.
 *
 * <p>Formula: {@code weight = registered * factor}, {@code factor = clamp((k + mean) / (k + load), 1/2, 2)}, where
 * {@code load} is the node's requests in flight, smoothed over {@link #SMOOTHING}, {@code mean} that of all nodes, and
 * {@code k} damps small numbers. A node that says nothing of its load counts as the mean; a new one starts with factor
 * 1, so it is not flooded.
 *
 * <p>Factors stay as they are until one would change by more than {@link #MATTERS} and {@link #HOLD} has passed since
 * the last change: each costs a reload, and decisions on old state must be gentle.
 */
public final class Weights {

    static final Duration SMOOTHING = Duration.ofSeconds(30);
    static final Duration HOLD = Duration.ofSeconds(60);
    static final double MATTERS = 1.3;

    private static final double DAMPING = 4;
    private static final double BOUND = 2;
    private static final double STEPS = 20;

    private Weights() {}

    /**
     * What the weights remember.
     *
     * @param load smoothed requests in flight
     * @param factors the factors in use
     * @param changedAt when a factor last moved
     * @param seenAt when load was last taken; before the first time, {@link Instant#EPOCH}
     */
    public record Memory(Map<Address, Double> load, Map<Address, Double> factors, Instant changedAt, Instant seenAt) {

        public static final Memory EMPTY = new Memory(Map.of(), Map.of(), Instant.EPOCH, Instant.EPOCH);

        public Memory {
            load = Map.copyOf(load);
            factors = Map.copyOf(factors);
        }

        private Memory begun(Instant now) {
            return seenAt.equals(Instant.EPOCH) ? new Memory(load, factors, now, now) : this;
        }
    }

    /** The servers with their weights, and what to remember. */
    public record Weighed(List<Server> servers, Memory memory) {}

    /** Weighs the nodes that serve, in their order. */
    public static Weighed weigh(List<Node> nodes, Memory before, Instant now) {
        Memory memory = before.begun(now);
        Map<Address, Double> load = smoothed(nodes, memory, now);
        Map<Address, Double> ideal = idealFactors(load);
        boolean due = Duration.between(memory.changedAt(), now).compareTo(HOLD) >= 0;
        boolean moves = due && ideal.entrySet().stream().anyMatch(entry -> matters(entry, memory.factors()));
        Map<Address, Double> factors = moves ? ideal : kept(ideal, memory.factors());
        List<Server> servers = nodes.stream().map(node -> server(node, factors)).toList();
        return new Weighed(servers, new Memory(load, factors, moves ? now : memory.changedAt(), now));
    }

    private static Map<Address, Double> smoothed(List<Node> nodes, Memory memory, Instant now) {
        double passed = Duration.between(memory.seenAt(), now).toMillis() / (double) SMOOTHING.toMillis();
        double share = 1 - Math.exp(-Math.max(0, passed));
        Map<Address, Double> load = new HashMap<>();
        for (Node node : nodes) {
            double before = memory.load().getOrDefault(node.address(), mean(memory.load()));
            double latest = node.inFlight().isPresent() ? node.inFlight().getAsInt() : before;
            load.put(node.address(), before + share * (latest - before));
        }
        return load;
    }

    private static Map<Address, Double> idealFactors(Map<Address, Double> load) {
        double mean = mean(load);
        ToDoubleFunction<Double> factor =
                own -> Math.min(BOUND, Math.max(1 / BOUND, (DAMPING + mean) / (DAMPING + own)));
        return load.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> Math.round(factor.applyAsDouble(entry.getValue()) * STEPS) / STEPS));
    }

    private static boolean matters(Map.Entry<Address, Double> ideal, Map<Address, Double> inUse) {
        double ratio = ideal.getValue() / inUse.getOrDefault(ideal.getKey(), 1.0);
        return ratio > MATTERS || ratio < 1 / MATTERS;
    }

    private static Map<Address, Double> kept(Map<Address, Double> ideal, Map<Address, Double> inUse) {
        return ideal.keySet().stream()
                .collect(Collectors.toMap(address -> address, address -> inUse.getOrDefault(address, 1.0)));
    }

    private static Server server(Node node, Map<Address, Double> factors) {
        double factor = factors.getOrDefault(node.address(), 1.0);
        return Server.primary(node.address(), (int) Math.max(1, Math.round(node.weight() * factor)));
    }

    private static double mean(Map<Address, Double> load) {
        return load.values().stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
}
