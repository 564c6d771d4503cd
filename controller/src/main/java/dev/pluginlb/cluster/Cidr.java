package dev.pluginlb.cluster;

import java.util.Optional;

/** A block of addresses, {@code 10.0.0.0/8} or {@code fd00::/8}; a bare address is a block of one (RFC 4632). */
public record Cidr(Ip network, int prefix) {

    private static final String RULE = "a CIDR such as 10.0.0.0/8 or fd00::/8";

    /** @throws IllegalArgumentException if the prefix is negative or longer than the address */
    public Cidr {
        if (prefix < 0 || prefix > network.bits()) {
            throw Rejected.value("cidr", network + "/" + prefix, RULE);
        }
    }

    /** @throws IllegalArgumentException if the text is not a CIDR */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        Optional<Ip> network = Ip.parse(slash < 0 ? text : text.substring(0, slash));
        String length = slash < 0 ? "" : text.substring(slash + 1);
        if (network.isEmpty() || !(slash < 0 || length.matches("[0-9]{1,3}"))) {
            throw Rejected.value("cidr", text, RULE);
        }
        return new Cidr(network.get(), slash < 0 ? network.get().bits() : Integer.parseInt(length));
    }

    public boolean contains(Ip ip) {
        return network.sharesPrefix(ip, prefix);
    }

    @Override
    public String toString() {
        return network + "/" + prefix;
    }
}
