package dev.pluginlb.cluster;

import java.util.Comparator;
import java.util.List;

/**
 * The operator's say on which of a node's addresses may be used, and in which order they are tried.
 *
 * <p>First rewritten, then the excluded ones leave, then the preferred ones come first in the order of {@code prefer};
 * else a node's own order stays.
 */
public record AddressRules(List<Cidr> prefer, List<Cidr> exclude, Rewrites rewrites) {

    public static final AddressRules NONE = new AddressRules(List.of(), List.of(), Rewrites.NONE);

    public AddressRules {
        prefer = List.copyOf(prefer);
        exclude = List.copyOf(exclude);
    }

    List<Address> candidates(List<Address> registered) {
        return registered.stream()
                .map(rewrites::apply)
                .filter(address -> rank(exclude, address) == exclude.size())
                .distinct()
                .sorted(Comparator.comparingInt(address -> rank(prefer, address)))
                .toList();
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
