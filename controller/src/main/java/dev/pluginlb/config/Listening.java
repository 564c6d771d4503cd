package dev.pluginlb.config;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Cidr;
import java.util.List;
import java.util.Set;

/** What can be said about an address that is listened on. */
final class Listening {

    static final String APART_RULE = "an address of its own; it is the same place as ";

    private static final List<Cidr> LOOPBACK = List.of(Cidr.parse("127.0.0.0/8"), Cidr.parse("::1/128"));
    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::");

    private Listening() {}

    static boolean isLoopback(Address address) {
        return address.ip().stream().anyMatch(ip -> LOOPBACK.stream().anyMatch(block -> block.contains(ip)));
    }

    /** The same, or where it listens on all addresses the loopback one, to which one can connect. */
    static Address reachable(Address address) {
        return switch (address.host()) {
            case "0.0.0.0" -> new Address("127.0.0.1", address.port());
            case "::" -> new Address("::1", address.port());
            default -> address;
        };
    }

    /** False when both cannot be bound: the same port on the same host, or on all hosts of the same family. */
    static boolean apart(Address one, Address other) {
        boolean oneFamily = one.host().contains(":") == other.host().contains(":");
        boolean overlapping = one.host().equals(other.host())
                || (oneFamily && (EVERYWHERE.contains(one.host()) || EVERYWHERE.contains(other.host())));
        return one.port() != other.port() || !overlapping;
    }
}
