package dev.pluginlb.admin;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.cluster.NodeState;
import dev.pluginlb.cluster.ProbeWords;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Nodes for tests. */
public final class Nodes {

    private Nodes() {}

    /** One that is up, tells its load, and beats. */
    public static Node busy(String id, String address, int inFlight) {
        return up(id, address, OptionalInt.of(inFlight), Optional.of(Duration.ofMillis(1500)));
    }

    /** One that is up, and does not say what it runs. */
    static Node tellingNoLoad(String id, String address) {
        return up(id, address, OptionalInt.empty(), Optional.empty());
    }

    /** One that never answered, of which nothing is known. */
    public static Node silent(String id, String address, String reason) {
        return down(id, address, OptionalInt.empty(), reason);
    }

    /** One that is down, and ran so much when it answered last. */
    static Node died(String id, String address, int inFlight) {
        return down(id, address, OptionalInt.of(inFlight), "3 probes failed");
    }

    /** So many, each at an address of its own from 10.0.0.0 on, more or less busy. */
    static Node[] busy(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> busy("node-" + i, "10.0." + i / 250 + "." + i % 250 + ":5002", i % 7))
                .toArray(Node[]::new);
    }

    private static Node up(String id, String address, OptionalInt inFlight, Optional<Duration> heartbeatAge) {
        return new Node(
                new NodeId(id),
                Address.parse(address),
                NodeState.UP,
                SettableController.STARTED,
                100,
                inFlight,
                heartbeatAge,
                ProbeWords.of("200 in 2 ms"),
                "answers");
    }

    private static Node down(String id, String address, OptionalInt inFlight, String reason) {
        return new Node(
                new NodeId(id),
                Address.parse(address),
                NodeState.DOWN,
                SettableController.STARTED,
                100,
                inFlight,
                Optional.empty(),
                ProbeWords.of("connection refused"),
                reason);
    }
}
