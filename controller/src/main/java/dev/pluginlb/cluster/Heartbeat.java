package dev.pluginlb.cluster;

import java.util.List;

/**
 * What a registry says of one node at one reading.
 *
 * @param addresses where the node says it listens, in its own order; may be empty
 * @param lastPing Unix seconds by the node's clock, only ever compared with earlier values of the same node
 * @param weight share of the traffic this node asks for, relative to the others; 1 to 1000
 */
public record Heartbeat(NodeId id, Source source, List<Address> addresses, long lastPing, int weight) {

    public static final int DEFAULT_WEIGHT = 100;
    public static final int MAX_WEIGHT = 1000;

    /** @throws IllegalArgumentException if the weight is out of range */
    public Heartbeat {
        addresses = List.copyOf(addresses);
        if (weight < 1 || weight > MAX_WEIGHT) {
            throw Rejected.value("weight", Integer.toString(weight), "1 to " + MAX_WEIGHT);
        }
    }

    /** This one itself when these are its addresses: most are numbers already, and there are thousands of them. */
    public Heartbeat withAddresses(List<Address> others) {
        return others.equals(addresses) ? this : new Heartbeat(id, source, others, lastPing, weight);
    }

    boolean differsInPingAtMost(Heartbeat other) {
        return id.equals(other.id)
                && source == other.source
                && weight == other.weight
                && addresses.equals(other.addresses);
    }
}
