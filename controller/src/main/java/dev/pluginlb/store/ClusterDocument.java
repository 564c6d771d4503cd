package dev.pluginlb.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.ClusterSnapshot;
import dev.pluginlb.cluster.Drain;
import dev.pluginlb.cluster.Freshness;
import dev.pluginlb.cluster.Heartbeat;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.cluster.NodeState;
import dev.pluginlb.cluster.ProbeWords;
import dev.pluginlb.cluster.Source;
import dev.pluginlb.control.KnownCluster;
import dev.pluginlb.plan.Classes;
import dev.pluginlb.policy.Situation;
import dev.pluginlb.traffic.EndpointKey;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cluster as a document: what is kept for a restart, and what {@code render --snapshot} takes. The answer of {@code
 * GET /cluster/nodes} is one, too: fields that are not needed are passed over.
 *
 * @param nodes every node with its id, address, weight (100 if missing) and state (up if missing)
 * @param main the main node's id; else the node whose role is {@code main}
 * @param longRequests endpoint keys that are known to be long
 * @param shortRequests endpoint keys that are known to be short
 * @param names the names of members of further pools, and the addresses found for them last
 */
public record ClusterDocument(
        @Nullable List<NodeEntry> nodes,
        @Nullable String main,
        @Nullable List<String> longRequests,
        @Nullable List<String> shortRequests,
        @Nullable Map<String, List<String>> names) {

    /** @throws IllegalArgumentException if a list has an empty place */
    public ClusterDocument {
        nodes = whole("nodes", nodes);
        longRequests = whole("long_requests", longRequests);
        shortRequests = whole("short_requests", shortRequests);
        if (names != null) {
            names.values().forEach(addresses -> whole("names", List.copyOf(addresses)));
        }
    }

    private static <T> @Nullable List<T> whole(String field, @Nullable List<T> values) {
        if (values != null && values.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException(field + ": null (expected: no empty places)");
        }
        return values;
    }

    /** One node of the document. */
    public record NodeEntry(
            String id,
            String address,
            @Nullable Integer weight,
            @Nullable String state,
            @Nullable String role,
            @Nullable DrainEntry drained) {

        /** @throws IllegalArgumentException if it does not say which node it is */
        public NodeEntry {
            if (id == null || address == null) {
                throw new IllegalArgumentException("nodes: one without id or address (expected: both)");
            }
        }

        /** Whatever its state was: that is found out anew, and a newer version may know more states. */
        private Heartbeat heartbeat() {
            return new Heartbeat(new NodeId(id), Source.DAEMON, List.of(Address.parse(address)), 0, ownWeight());
        }

        private int ownWeight() {
            return weight == null ? Heartbeat.DEFAULT_WEIGHT : weight;
        }

        private Node node() {
            return new Node(
                    new NodeId(id),
                    Address.parse(address),
                    state == null ? NodeState.UP : stateOf(state),
                    Instant.EPOCH,
                    ownWeight(),
                    OptionalInt.empty(),
                    Optional.empty(),
                    ProbeWords.of(""),
                    "as the document says");
        }
    }

    private static NodeState stateOf(String text) {
        return Stream.of(NodeState.values())
                .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("state: " + text + " (expected: up, down, draining or unknown)"));
    }

    /** Who drained the node, when (ISO 8601) and why. */
    public record DrainEntry(
            @Nullable String who,
            @Nullable String since,
            @Nullable String why) {

        static @Nullable DrainEntry of(@Nullable Drain drain) {
            return drain == null
                    ? null
                    : new DrainEntry(drain.who(), drain.since().toString(), drain.why());
        }

        Drain drain() {
            return new Drain(
                    who == null ? "" : who, since == null ? Instant.EPOCH : instant(since), why == null ? "" : why);
        }

        private static Instant instant(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException bad) {
                throw new IllegalArgumentException("since: " + text + " (expected: a time in ISO 8601)", bad);
            }
        }
    }

    /** @throws IllegalArgumentException if the text is no such document; the message says where and why */
    public static ClusterDocument parse(String json) {
        try {
            ClusterDocument document = JsonFile.JSON.readValue(json, ClusterDocument.class);
            if (document == null || document.nodes() == null) {
                throw new IllegalArgumentException("nodes: missing (expected: a list of {\"id\",\"address\"})");
            }
            return document;
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(
                    "snapshot: " + broken.getOriginalMessage() + " (expected: JSON)", broken);
        }
    }

    static ClusterDocument of(KnownCluster known) {
        List<NodeEntry> entries = known.heartbeats().stream()
                .map(heartbeat -> new NodeEntry(
                        heartbeat.id().value(),
                        heartbeat.addresses().get(0).toString(),
                        heartbeat.weight(),
                        known.drains().containsKey(heartbeat.addresses().get(0)) ? "draining" : "up",
                        known.main().filter(heartbeat.addresses()::contains).isPresent() ? "main" : "worker",
                        DrainEntry.of(known.drains().get(heartbeat.addresses().get(0)))))
                .toList();
        return new ClusterDocument(entries, null, null, null, texts(known.names()));
    }

    /** @throws IllegalArgumentException if a value is not permitted, or two nodes have one address */
    public Situation situation() {
        List<Node> nodes = entries().stream().map(NodeEntry::node).toList();
        Set<Address> addresses = new HashSet<>();
        for (Node node : nodes) {
            if (!addresses.add(node.address())) {
                throw new IllegalArgumentException("nodes: " + node.address() + " twice (expected: each address once)");
            }
        }
        ClusterSnapshot cluster = new ClusterSnapshot(nodes, Freshness.lastKnown(Instant.EPOCH, "a document"));
        return Situation.unmeasured(cluster, new Classes(keys(longRequests), keys(shortRequests)), mainId());
    }

    private static List<EndpointKey> keys(@Nullable List<String> values) {
        return values == null
                ? List.of()
                : values.stream().map(EndpointKey::new).toList();
    }

    KnownCluster known() {
        List<Heartbeat> heartbeats =
                entries().stream().map(NodeEntry::heartbeat).toList();
        Optional<Address> mainAddress = entries().stream()
                .filter(entry -> "main".equals(entry.role()))
                .map(entry -> Address.parse(entry.address()))
                .findFirst();
        return new KnownCluster(heartbeats, mainAddress, drains()).with(numbers());
    }

    private static Map<String, List<String>> texts(Map<Address, List<Address>> names) {
        Map<String, List<String>> texts = new TreeMap<>();
        names.forEach((name, numbers) -> texts.put(
                name.toString(), numbers.stream().map(Address::toString).toList()));
        return texts;
    }

    private Map<Address, List<Address>> numbers() {
        Map<Address, List<Address>> numbers = new HashMap<>();
        if (names != null) {
            names.forEach((name, texts) -> numbers.put(
                    Address.parse(name), texts.stream().map(Address::parse).toList()));
        }
        return numbers;
    }

    private Map<Address, Drain> drains() {
        Map<Address, Drain> drains = new HashMap<>();
        entries().forEach(entry -> {
            if (entry.drained() != null) {
                drains.put(Address.parse(entry.address()), entry.drained().drain());
            }
        });
        return drains;
    }

    private Optional<NodeId> mainId() {
        return Optional.ofNullable(main)
                .or(() -> entries().stream()
                        .filter(entry -> "main".equals(entry.role()))
                        .map(NodeEntry::id)
                        .findFirst())
                .map(NodeId::new);
    }

    private List<NodeEntry> entries() {
        return nodes == null ? List.of() : nodes;
    }
}
