package dev.pluginlb.config;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.plan.Service;
import dev.pluginlb.plan.Service.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One item of {@code pools}. What is wrong in any of its fields is reported together. */
final class PoolShape implements Shape<PoolSettings> {

    private static final List<String> NAMES =
            List.of("name", "protocol", "listen", "members", "health", "balance", "timeout");
    private static final String RULE = "a mapping of " + String.join(", ", NAMES);
    private static final String TCP_LISTEN_RULE = "IPv4:port or [IPv6]:port, since the pool is tcp";

    private static final Shape<String> NAME = ScalarShape.open(Service.NAME_RULE, text -> {
        if (!Service.isName(text)) {
            throw ConfigError.refusal("name", text, Service.NAME_RULE);
        }
        return text;
    });
    private static final Shape<Protocol> PROTOCOL = Shapes.oneOf(Protocol.values());
    private static final Shape<Service.Balance> BALANCE = Shapes.oneOf(Service.Balance.values());

    @Override
    public String rule() {
        return RULE;
    }

    @Override
    public Optional<PoolSettings> read(Node node, Place place) {
        return Fields.of(node, NAMES, RULE, place).flatMap(PoolShape::read);
    }

    private static Optional<PoolSettings> read(Fields fields) {
        Optional<Protocol> protocol = fields.required("protocol", PROTOCOL);
        Optional<Optional<Address>> listen = fields.optional("listen", Shapes.LISTEN_OR_EMPTY, "");
        Optional<Service> service = service(fields, protocol, listen);
        Optional<List<Address>> members = members(fields, listen);
        Optional<PoolHealth> health = health(fields, protocol);
        return service.flatMap(s -> members.flatMap(m -> health.map(h -> new PoolSettings(s, m, h))));
    }

    private static Optional<Service> service(
            Fields fields, Optional<Protocol> protocol, Optional<Optional<Address>> listen) {
        Optional<String> name = fields.required("name", NAME);
        Optional<Service.Balance> balance = fields.optional("balance", BALANCE, "least-conn");
        Optional<Duration> timeout = fields.optional("timeout", Shapes.DURATION, "10m");
        if (protocol.filter(Protocol.TCP::equals).isPresent()
                && listen.filter(Optional::isEmpty).isPresent()) {
            return fields.at("listen").refuse(fields.given("listen"), TCP_LISTEN_RULE);
        }
        return name.flatMap(n -> protocol.flatMap(p ->
                listen.flatMap(l -> balance.flatMap(b -> timeout.map(t -> new Service(n, p, l, b, t))))));
    }

    private static Optional<List<Address>> members(Fields fields, Optional<Optional<Address>> listen) {
        Optional<List<Address>> members = fields.required("members", Shapes.ADDRESSES);
        boolean refused = members.filter(given -> !PoolSettings.permits(given, listen.flatMap(one -> one)))
                .isPresent();
        return refused ? fields.at("members").refuse(fields.given("members"), PoolSettings.MEMBERS_RULE) : members;
    }

    private static Optional<PoolHealth> health(Fields fields, Optional<Protocol> protocol) {
        Node nothing = new Node.Mapping(List.of(), 1);
        Node given = fields.has("health") ? fields.given("health") : nothing;
        return protocol.flatMap(known -> new PoolHealthShape(known).read(given, fields.at("health")));
    }
}
