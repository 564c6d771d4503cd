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
    private Set<Address> addresses;
    /** Made anew once for all probes since the last time. */
    private Optional<List<Node>> members = Optional.empty();

    /** @param declared numbers and names, each with its port */
    public Roster(List<Address> declared, Liveness.Thresholds thresholds) {
        this.declared = List.copyOf(declared);
        this.thresholds = thresholds;
        this.addresses = numbers();
    }

    /** Takes the numbers that a name stands for now; none when it was not found. Tells whether that changed anything. */
    public boolean resolved(Address name, List<Address> numbers) {
        List<Address> sorted = numbers.stream().distinct().sorted().toList();
        boolean news =
                declared.contains(name) && !name.isNumber() && !sorted.isEmpty() && !sorted.equals(found.get(name));
        if (news) {
            found.put(name, sorted);
            addresses = numbers();
            probes.keepOnly(addresses);
            members = Optional.empty();
        }
        return news;
    }

    /** Takes the outcome of a probe; one of an address that is no member any more is passed over. */
    public void probed(ProbeResult result, Instant now) {
        if (addresses.contains(result.target())) {
            probes.record(result, thresholds, now);
            members = Optional.empty();
        }
    }

    /** Where members are, as numbers. */
    public Set<Address> addresses() {
        return addresses;
    }

    /** Every member, sorted by address. */
    public List<Node> members() {
        List<Node> now = members.orElseGet(this::portraits);
        members = Optional.of(now);
        return now;
    }

    /** What is known of each declared name. */
    public Map<Address, List<Address>> names() {
        return Map.copyOf(found);
    }

    /** Whether each name was found, and each member was asked once. */
    public boolean isSettled() {
        return declared.stream().noneMatch(one -> numbers(one).isEmpty())
                && addresses.stream().allMatch(address -> probes.of(address).tried());
    }

    private List<Address> numbers(Address one) {
        return one.isNumber() ? List.of(one) : found.getOrDefault(one, List.of());
    }

    private Set<Address> numbers() {
        return declared.stream().flatMap(one -> numbers(one).stream()).collect(Collectors.toUnmodifiableSet());
    }

    private List<Node> portraits() {
        return addresses.stream().sorted().map(this::portrait).toList();
    }

    private Node portrait(Address address) {
        Liveness known = probes.of(address);
        return new Node(
                id(address),
                address,
                known.state(),
                known.since(),
                WEIGHT,
                OptionalInt.empty(),
                Optional.empty(),
                known.lastProbe(),
                reason(known));
    }

    /** Its address without brackets; the zeros that may begin one as {@code 0}, for an id begins with a letter or a digit. */
    private static NodeId id(Address address) {
        String host = address.host();
        return new NodeId((host.startsWith(":") ? "0" : "") + host + ":" + address.port());
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
