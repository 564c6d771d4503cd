package dev.pluginlb.testing;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.ClusterSnapshot;
import dev.pluginlb.cluster.Freshness;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.cluster.NodeState;
import dev.pluginlb.cluster.ProbeResult;
import dev.pluginlb.cluster.ProbeWords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A cluster as a test wants it: nodes {@code n1}, {@code n2}, … at {@code 10.0.0.1:5002} and on, changed step by step. */
public record GivenCluster(List<Node> nodes) {

    public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    public GivenCluster {
        nodes = List.copyOf(nodes);
    }

    /** So many nodes, all up. */
    public static GivenCluster up(int count) {
        return new GivenCluster(IntStream.rangeClosed(1, count)
                .mapToObj(i -> node("n" + i, address(i)))
                .toList());
    }

    /** {@code 10.0.0.1:5002} for 1; {@code 10.0.1.0:5002} for 256. */
    public static Address address(int i) {
        return new Address("10.0." + i / 256 + "." + i % 256, 5002);
    }

    public GivenCluster with(String id, Address address) {
        return new GivenCluster(
                Stream.concat(nodes.stream(), Stream.of(node(id, address))).toList());
    }

    public GivenCluster without(int i) {
        List<Node> others = new ArrayList<>(nodes);
        others.removeIf(node -> node.address().equals(address(i)));
        return new GivenCluster(others);
    }

    public GivenCluster down(int i, Duration ago) {
        return change(i, node -> state(node, NodeState.DOWN, NOW.minus(ago)));
    }

    /** Down, because it no longer answers at all. */
    public GivenCluster silent(int i, Duration ago) {
        ProbeWords silence =
                ProbeResult.silent(address(i), Duration.ofMillis(500)).failure().orElseThrow();
        return down(i, ago)
                .change(
                        i,
                        node -> new Node(
                                node.id(),
                                node.address(),
                                node.state(),
                                node.since(),
                                node.weight(),
                                node.inFlight(),
                                node.heartbeatAge(),
                                silence,
                                node.reason()));
    }

    public GivenCluster unknown(int i) {
        return change(i, node -> state(node, NodeState.UNKNOWN, NOW));
    }

    public GivenCluster weight(int i, int weight) {
        return change(i, node -> copy(node, node.id(), weight, node.inFlight()));
    }

    public GivenCluster load(int i, int inFlight) {
        return change(i, node -> copy(node, node.id(), node.weight(), OptionalInt.of(inFlight)));
    }

    public GivenCluster restarted(int i, String id) {
        return change(i, node -> copy(node, new NodeId(id), node.weight(), node.inFlight()));
    }

    public ClusterSnapshot snapshot() {
        return new ClusterSnapshot(nodes, Freshness.live(NOW));
    }

    private GivenCluster change(int i, UnaryOperator<Node> how) {
        return new GivenCluster(nodes.stream()
                .map(node -> node.address().equals(address(i)) ? how.apply(node) : node)
                .toList());
    }

    private static Node node(String id, Address address) {
        return new Node(
                new NodeId(id),
                address,
                NodeState.UP,
                NOW,
                100,
                OptionalInt.empty(),
                Optional.of(Duration.ZERO),
                ProbeWords.of("ok"),
                "answers");
    }

    private static Node state(Node node, NodeState state, Instant since) {
        return new Node(
                node.id(),
                node.address(),
                state,
                since,
                node.weight(),
                node.inFlight(),
                node.heartbeatAge(),
                ProbeWords.of("refused"),
                "dropped: 3 probes failed");
    }

    private static Node copy(Node node, NodeId id, int weight, OptionalInt inFlight) {
        return new Node(
                id,
                node.address(),
                node.state(),
                node.since(),
                weight,
                inFlight,
                node.heartbeatAge(),
                node.lastProbe(),
                node.reason());
    }
}
