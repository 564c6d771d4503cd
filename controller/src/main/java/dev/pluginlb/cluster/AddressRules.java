package dev.pluginlb.cluster;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The operator's say on which of a node's addresses may be used, and in which order they are tried.
 *
 * <p>First rewritten, then the excluded ones leave, then the preferred ones come first in the order of {@code prefer};
 * else a node's own order stays.
 *
 * @param rewrite from a whole address to another one
 * @param rewriteHosts from a host to another one, the port kept; asked when no whole address fits
 */
public record AddressRules(
        List<Cidr> prefer, List<Cidr> exclude, Map<Address, Address> rewrite, Map<Ip, Ip> rewriteHosts) {

    public static final AddressRules NONE = new AddressRules(List.of(), List.of(), Map.of(), Map.of());

    public AddressRules {
        prefer = List.copyOf(prefer);
        exclude = List.copyOf(exclude);
        rewrite = Map.copyOf(rewrite);
        rewriteHosts = Map.copyOf(rewriteHosts);
    }

    List<Address> candidates(List<Address> registered) {
        return registered.stream()
                .map(this::rewritten)
                .filter(address -> rank(exclude, address) == exclude.size())
                .distinct()
                .sorted(Comparator.comparingInt(address -> rank(prefer, address)))
                .toList();
    }

    private Address rewritten(Address address) {
        Address whole = rewrite.get(address);
        if (whole != null) {
            return whole;
        }
        return address.ip().map(rewriteHosts::get).map(address::withHost).orElse(address);
    }

    /** The index of the first block that holds the address, or the number of blocks. */
    private static int rank(List<Cidr> blocks, Address address) {
        for (int i = 0; i < blocks.size(); i++) {
            Cidr block = blocks.get(i);
            if (address.ip().filter(block::contains).isPresent()) {
                return i;
            }
        }
        return blocks.size();
    }
}
