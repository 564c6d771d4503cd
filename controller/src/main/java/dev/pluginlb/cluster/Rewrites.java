package dev.pluginlb.cluster;

import java.util.Map;
import java.util.Optional;

/** Replacements of announced addresses; a whole address goes before a bare ip, which keeps the port. Applied once. */
public record Rewrites(Map<Address, Address> addresses, Map<Ip, Ip> ips) {

    public static final Rewrites NONE = new Rewrites(Map.of(), Map.of());

    public Rewrites {
        addresses = Map.copyOf(addresses);
        ips = Map.copyOf(ips);
    }

    /** Where the announced address is really reached; itself when nothing is said about it. */
    public Address apply(Address announced) {
        Optional<Address> whole = Optional.ofNullable(addresses.get(announced));
        return whole.orElseGet(() -> byIp(announced));
    }

    private Address byIp(Address announced) {
        if (ips.isEmpty()) {
            return announced;
        }
        return announced
                .ip()
                .flatMap(ip -> Optional.ofNullable(ips.get(ip)))
                .map(announced::withHost)
                .orElse(announced);
    }
}
