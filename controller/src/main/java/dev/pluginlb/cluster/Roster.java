package dev.pluginlb.cluster;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The members of a pool that was declared by addresses: who they are, and who of them answers.
 *
 * <p>A declared name stands for all numbers that were found for it last; one that is found no more keeps them. A number that a
 * name newly stands for gets traffic once it has answered; what was known of one that is gone is forgotten. Pure but for its
 * memory; confined to one thread.
 */
public final class Roster {

    private static final int WEIGHT = Heartbeat.DEFAULT_WEIGHT;

    private final List<Address> declared;
    private final Liveness.Thresholds thresholds;
    private final Map<Address, List<Address>> found = new HashMap<>();
    private final ProbeTable probes = new ProbeTable();
    private List<Node> members;

    /** @param declared numbers and names, each with its port */
    public Roster(List<Address> declared, Liveness.Thresholds thresholds) {
        this.declared = List.copyOf(declared);
        this.thresholds = thresholds;
        this.members = portraits();
    }

    /** Takes the numbers that a name stands for now; none when it was not found. Tells whether that changed anything. */
    public boolean resolved(Address name, List<Address> numbers) {
        List<Address> sorted = numbers.stream().distinct().sorted().toList();
        boolean news =
                declared.contains(name) && name.ip().isEmpty() && !sorted.isEmpty() && !sorted.equals(found.get(name));
        if (news) {
            found.put(name, sorted);
            probes.keepOnly(addresses());
            members = portraits();
        }
        return news;
    }

    /** Takes the outcome of a probe; one of an address that is no member any more is passed over. */
    public void probed(ProbeResult result, Instant now) {
        if (addresses().contains(result.target())) {
            probes.record(result, thresholds, now);
            members = portraits();
        }
    }

    /** Where members are, as numbers. */
    public Set<Address> addresses() {
        return declared.stream().flatMap(one -> numbers(one).stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Every member, sorted by address. */
    public List<Node> members() {
        return members;
    }

    /** What is known of each declared name. */
    public Map<Address, List<Address>> names() {
        return Map.copyOf(found);
    }

    /** Whether each name was found, and each member was asked once. */
    public boolean isSettled() {
        return declared.stream().noneMatch(one -> numbers(one).isEmpty())
                && addresses().stream().allMatch(address -> probes.of(address).tried());
    }

    private List<Address> numbers(Address one) {
        return one.ip().isPresent() ? List.of(one) : found.getOrDefault(one, List.of());
    }

    private List<Node> portraits() {
        return addresses().stream().sorted().map(this::portrait).toList();
    }

    private Node portrait(Address address) {
        Liveness known = probes.of(address);
        return new Node(
                new NodeId(address.host() + ":" + address.port()),
                address,
                known.state(),
                known.since(),
                WEIGHT,
                OptionalInt.empty(),
                Optional.empty(),
                known.lastProbe(),
                reason(known));
    }

    private String reason(Liveness known) {
        if (known.answers()) {
            return "answers";
        }
        return known.state() == NodeState.DOWN
                ? thresholds.fall() + " probes failed, and the last probe: " + known.lastProbe()
                : "has not answered yet: " + known.lastProbe();
    }
}
