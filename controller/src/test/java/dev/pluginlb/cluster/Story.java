package dev.pluginlb.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A registry, a network and a clock around one {@link Membership}, told step by step.
 *
 * <p>Time-out 10 s, rise 2, fall 3. Nothing moves by itself: {@link #passes} lets seconds go by, in each of which the
 * beating nodes beat, the registry is read and all targets are probed.
 */
final class Story {

    static final Duration TIMEOUT = Duration.ofSeconds(10);

    Membership membership;
    private final Membership.Rules rules;
    private final Map<NodeId, Long> clocks = new HashMap<>();
    private final Map<NodeId, Heartbeat> registry = new LinkedHashMap<>();
    private final Set<NodeId> beating = new HashSet<>();
    private final Set<Address> answering = new HashSet<>();
    private final Set<Source> readable = EnumSet.allOf(Source.class);
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private Story(AddressRules rules) {
        this.rules = new Membership.Rules(TIMEOUT, new Liveness.Thresholds(2, 3), rules);
        membership = new Membership(this.rules);
    }

    static Story begin() {
        return with(AddressRules.NONE);
    }

    static Story with(AddressRules rules) {
        return new Story(rules);
    }

    static List<Address> addresses(String... texts) {
        return Arrays.stream(texts).map(Address::parse).toList();
    }

    /** {@code n} healthy nodes at {@code 10.0.0.1:5002} and on, with ids {@code n1} and on, up. */
    Story given(int n) {
        IntStream.rangeClosed(1, n).forEach(i -> healthy("n" + i, "10.0.0." + i + ":5002"));
        return passes(1);
    }

    /** A daemon that registers, beats and answers at all its addresses. */
    Story healthy(String id, String... addresses) {
        return registers(id, addresses).beats(id).answers(addresses);
    }

    Story registers(String id, String... addresses) {
        return registers(Source.DAEMON, id, addresses);
    }

    Story registers(Source source, String id, String... addresses) {
        NodeId node = new NodeId(id);
        return enters(new Heartbeat(node, source, addresses(addresses), ping(node), 100));
    }

    Story enters(Heartbeat heartbeat) {
        registry.put(heartbeat.id(), heartbeat);
        return this;
    }

    Story pings(String id, long seconds) {
        Heartbeat old = Objects.requireNonNull(registry.get(new NodeId(id)));
        return enters(new Heartbeat(old.id(), old.source(), old.addresses(), seconds, old.weight()));
    }

    Story beats(String... ids) {
        ids(ids).forEach(beating::add);
        return this;
    }

    /** By how many seconds the node's clock is ahead from its next beat on. */
    Story clockOf(String id, long ahead) {
        clocks.put(new NodeId(id), ahead);
        return this;
    }

    /** Another controller takes the place of this one, and knows who was up. */
    Story controllerRestarts() {
        List<Heartbeat> known = snapshot().up().stream()
                .map(node -> new Heartbeat(node.id(), Source.DAEMON, List.of(node.address()), 0, node.weight()))
                .toList();
        membership = new Membership(rules);
        membership.restore(known, now);
        return this;
    }

    Story stalls(String... ids) {
        ids(ids).forEach(beating::remove);
        return this;
    }

    Story answers(String... addresses) {
        answering.addAll(addresses(addresses));
        return this;
    }

    Story silent(String... addresses) {
        addresses(addresses).forEach(answering::remove);
        return this;
    }

    /** The entry is taken out; the process may go on. */
    Story vanishes(String... ids) {
        ids(ids).forEach(id -> {
            registry.remove(id);
            beating.remove(id);
        });
        return this;
    }

    Story flushed() {
        registry.clear();
        return this;
    }

    Story unreadable(Source source) {
        readable.remove(source);
        return this;
    }

    /** Seconds go by in which nobody could read the registries. */
    Story outage(int seconds) {
        now = now.plusSeconds(seconds);
        beating.stream().filter(registry::containsKey).forEach(id -> pings(id.value(), ping(id)));
        return this;
    }

    Story passes(int seconds) {
        for (int i = 0; i < seconds; i++) {
            outage(1).reads().probes();
        }
        return this;
    }

    Story reads() {
        return reads(List.copyOf(registry.values()));
    }

    Story reads(List<Heartbeat> heartbeats) {
        List<Heartbeat> read = new ArrayList<>(heartbeats);
        read.removeIf(heartbeat -> !readable.contains(heartbeat.source()));
        membership.read(new Registrations(read, readable), now);
        return this;
    }

    Story probes() {
        List.copyOf(membership.probeTargets()).forEach(this::probes);
        return this;
    }

    Story probes(Address target) {
        membership.probed(
                answering.contains(target)
                        ? ProbeResult.answered(target, OptionalInt.of(3))
                        : ProbeResult.failed(target, "refused"),
                now);
        return this;
    }

    Instant now() {
        return now;
    }

    ClusterSnapshot snapshot() {
        return membership.snapshot(Freshness.live(now), now);
    }

    /** {@code id@address} of the nodes that are up. */
    List<String> up() {
        return snapshot().up().stream()
                .map(node -> node.id() + "@" + node.address())
                .toList();
    }

    /** {@code id@address=STATE} of all nodes. */
    List<String> all() {
        return snapshot().nodes().stream()
                .map(node -> node.id() + "@" + node.address() + "=" + node.state())
                .toList();
    }

    String reason(String id) {
        return snapshot().find(new NodeId(id)).orElseThrow().reason();
    }

    private long ping(NodeId id) {
        return now.getEpochSecond() + clocks.getOrDefault(id, 0L);
    }

    private static Stream<NodeId> ids(String... ids) {
        return Arrays.stream(ids).map(NodeId::new);
    }
}
