package dev.pluginlb.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One node as it stands.
 *
 * @param address the address that answered a probe, or the first it registered while none has
 * @param since when the state was entered
 * @param weight the share of traffic it registered with, 1 to 1000
 * @param inFlight requests it said it is running, at its latest probe
 * @param heartbeatAge time since its heartbeat was last seen to move, on the reader's clock, or by its own word where it was not seen to yet; empty for static nodes
 * @param lastProbe words on the latest probes
 * @param reason why the state is what it is, for the operator
 */
public record Node(
        NodeId id,
        Address address,
        NodeState state,
        Instant since,
        int weight,
        OptionalInt inFlight,
        Optional<Duration> heartbeatAge,
        ProbeWords lastProbe,
        String reason) {

    /** By address, so that everything rendered from a list of nodes has one order. */
    public static final Comparator<Node> BY_ADDRESS =
            Comparator.comparing(Node::address).thenComparing(Node::id);

    public boolean isUp() {
        return state == NodeState.UP;
    }

    /** The same, to get no new traffic for this reason. */
    Node draining(String why) {
        return new Node(id, address, NodeState.DRAINING, since, weight, inFlight, heartbeatAge, lastProbe, why);
    }
}
