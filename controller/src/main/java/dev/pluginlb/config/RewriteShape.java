package dev.pluginlb.config;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Ip;
import dev.pluginlb.cluster.Rewrites;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** {@code discovery.rewrite}: a mapping of address to address or ip to ip; as one line of text {@code a=b,c=d}. */
final class RewriteShape implements Shape<Rewrites> {

    private static final String ENTRY_RULE = "ip:port to ip:port, or ip to ip";
    private static final String ONCE = "each address once";

    @Override
    public String rule() {
        return "a mapping of " + ENTRY_RULE;
    }

    @Override
    public Optional<Rewrites> read(Node node, Place place) {
        return node instanceof Node.Mapping mapping ? entries(mapping, place) : place.refuse(node, rule());
    }

    private static Optional<Rewrites> entries(Node.Mapping mapping, Place place) {
        Map<Address, Address> addresses = new HashMap<>();
        Map<Ip, Ip> ips = new HashMap<>();
        for (Node.Entry entry : mapping.entries()) {
            add(entry, place.at("[" + entry.name() + "]"), addresses, ips);
        }
        boolean complete = addresses.size() + ips.size() == mapping.entries().size();
        return complete ? Optional.of(new Rewrites(addresses, ips)) : Optional.empty();
    }

    private static void add(Node.Entry entry, Place place, Map<Address, Address> addresses, Map<Ip, Ip> ips) {
        String to = entry.value() instanceof Node.Scalar scalar ? scalar.text() : "";
        Optional<Ip> fromIp = Ip.parse(entry.name());
        Optional<Ip> toIp = Ip.parse(to);
        Optional<Address> fromAddress = address(entry.name());
        Optional<Address> toAddress = address(to);
        boolean fresh = true;
        if (fromIp.isPresent() && toIp.isPresent()) {
            fresh = ips.putIfAbsent(fromIp.get(), toIp.get()) == null;
        } else if (fromAddress.isPresent() && toAddress.isPresent()) {
            fresh = addresses.putIfAbsent(fromAddress.get(), toAddress.get()) == null;
        } else {
            place.refuse(entry.value(), ENTRY_RULE);
        }
        if (!fresh) {
            place.refuse(entry.value(), ONCE);
        }
    }

    private static Optional<Address> address(String text) {
        try {
            return Optional.of(Address.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public Node fromText(String text) {
        if (text.startsWith("{") || text.startsWith("[")) {
            return YamlText.read(text);
        }
        return new Node.Mapping(
                ListShape.split(text).stream().map(RewriteShape::pair).toList(), 1);
    }

    private static Node.Entry pair(String text) {
        int equals = text.indexOf('=');
        String from = equals < 0 ? text : text.substring(0, equals).strip();
        Node to = equals < 0
                ? new Node.Nothing(1)
                : Node.text(text.substring(equals + 1).strip());
        return new Node.Entry(from, to, 1);
    }
}
