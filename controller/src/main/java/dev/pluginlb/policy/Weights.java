package dev.pluginlb.policy;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.dispatch.Demand;
import dev.pluginlb.plan.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Turns the weight a node registered with, its measured load and its measured speed into the weight it gets.
 *
 * <p>Formula: {@code weight = registered * factor}, {@code factor = clamp((k + mean) / (k + load) / slowness, 1/2, 2)},
 * where {@code load} is the node's requests in flight, smoothed over {@link #SMOOTHING}, {@code mean} that of all nodes,
 * {@code k} damps small numbers, and {@code slowness} compares the node with the others endpoint by endpoint (1 is
 * average; latency over mixed endpoints would be no signal). A node that says nothing of its load counts as the mean; a
 * new one starts with factor 1, so it is not flooded.
 *
 * <p>Every controller measures, but all use the factors they have agreed on, or equal clusters would not have equal
 * configs. Other factors are proposed when one would change by more than {@link #MATTERS} and {@link #HOLD} has passed
 * since the last change: each costs a reload, and decisions on old state must be gentle.
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
     * What is known of the nodes besides what they say themselves; nodes that are not in a map count as 1.
     *
     * @param slowness time a node takes for a request, relative to all nodes
     * @param agreed the factors that all controllers use
     * @param slots how many requests nodes run at once, as was learned
     * @param demand what is asked of the cluster, where that was measured
     */
    public record Signals(
            Map<Address, Double> slowness,
            Map<Address, Double> agreed,
            Map<Address, Integer> slots,
            Optional<Demand> demand) {

        public static final Signals NONE = new Signals(Map.of(), Map.of());

        public Signals {
            slowness = Map.copyOf(slowness);
            agreed = Map.copyOf(agreed);
            slots = Map.copyOf(slots);
        }

        /** Where nothing is placed by live counts. */
        public Signals(Map<Address, Double> slowness, Map<Address, Double> agreed) {
            this(slowness, agreed, Map.of(), Optional.empty());
        }
    }

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

    /**
     * The servers with their weights, and what to remember.
     *
     * @param proposal other factors to agree on; empty while those in use will do
     */
    public record Weighed(List<Server> servers, Memory memory, Map<Address, Double> proposal) {

        public Weighed {
            proposal = Map.copyOf(proposal);
        }
    }

    /** Weighs the nodes that serve, in their order, by load and speed. */
    public static Weighed weigh(List<Node> nodes, Signals signals, Memory before, Instant now) {
        Memory memory = before.begun(now);
        return weigh(nodes, smoothed(nodes, memory, now), signals, memory, now);
    }

    /**
     * The same by speed alone: for where it is known how many requests each node runs at once. Its load is its queue then,
     * which whoever counts what is in flight sees for himself.
     */
    public static Weighed weighBySpeed(List<Node> nodes, Signals signals, Memory before, Instant now) {
        Map<Address, Double> alike = nodes.stream().collect(Collectors.toMap(Node::address, node -> 0.0));
        return weigh(nodes, alike, signals, before.begun(now), now);
    }

    private static Weighed weigh(
            List<Node> nodes, Map<Address, Double> load, Signals signals, Memory memory, Instant now) {
        Map<Address, Double> factors = inUse(nodes, signals.agreed());
        Instant changedAt = factors.equals(inUse(nodes, memory.factors())) ? memory.changedAt() : now;
        Map<Address, Double> ideal = idealFactors(load, signals.slowness());
        boolean due = Duration.between(changedAt, now).compareTo(HOLD) >= 0;
        boolean moves = due && ideal.entrySet().stream().anyMatch(entry -> matters(entry, factors));
        List<Server> servers = nodes.stream().map(node -> server(node, factors)).toList();
        return new Weighed(servers, new Memory(load, factors, changedAt, now), moves ? ideal : Map.of());
    }

    private static Map<Address, Double> smoothed(List<Node> nodes, Memory memory, Instant now) {
        double passed = Duration.between(memory.seenAt(), now).toMillis() / (double) SMOOTHING.toMillis();
        double share = 1 - Math.exp(-Math.max(0, passed));
        double mean = mean(memory.load());
        Map<Address, Double> load = new HashMap<>();
        for (Node node : nodes) {
            double before = memory.load().getOrDefault(node.address(), mean);
            double latest = node.inFlight().isPresent() ? node.inFlight().getAsInt() : before;
            load.put(node.address(), before + share * (latest - before));
        }
        return load;
    }

    private static Map<Address, Double> idealFactors(Map<Address, Double> load, Map<Address, Double> slowness) {
        double mean = mean(load);
        return load.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> {
            double idle = (DAMPING + mean) / (DAMPING + entry.getValue());
            double factor = idle / slowness.getOrDefault(entry.getKey(), 1.0);
            return Math.round(Math.min(BOUND, Math.max(1 / BOUND, factor)) * STEPS) / STEPS;
        }));
    }

    private static boolean matters(Map.Entry<Address, Double> ideal, Map<Address, Double> inUse) {
        double ratio = ideal.getValue() / inUse.getOrDefault(ideal.getKey(), 1.0);
        return ratio > MATTERS || ratio < 1 / MATTERS;
    }

    /** Of these nodes; what was agreed before one of them came says nothing of it. */
    private static Map<Address, Double> inUse(List<Node> nodes, Map<Address, Double> agreed) {
        return nodes.stream()
                .collect(Collectors.toMap(
                        Node::address,
                        node -> Math.min(BOUND, Math.max(1 / BOUND, agreed.getOrDefault(node.address(), 1.0)))));
    }

    private static Server server(Node node, Map<Address, Double> factors) {
        double factor = factors.getOrDefault(node.address(), 1.0);
        return Server.primary(node.address(), (int) Math.max(1, Math.round(node.weight() * factor)));
    }

    private static double mean(Map<Address, Double> load) {
        return load.values().stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
}
