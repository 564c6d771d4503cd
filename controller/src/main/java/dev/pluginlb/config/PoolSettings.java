package dev.pluginlb.config;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.plan.Service;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A further pool.
 *
 * @param service what it is
 * @param members ip:port, or host:port for all addresses of a name; at least one, each once, none its own listener
 */
public record PoolSettings(Service service, List<Address> members, PoolHealth health) {

    static final String MEMBERS_RULE = "at least one address, each once, and not the pool's own listen";
    static final String UNIQUE_RULE = "each name once";

    /** @throws IllegalArgumentException if the members are not as they should be */
    public PoolSettings {
        members = List.copyOf(members);
        if (!permits(members, service.listen())) {
            throw ConfigError.refusal(service.name() + ".members", members, MEMBERS_RULE);
        }
    }

    static boolean permits(List<Address> members, Optional<Address> listen) {
        return !members.isEmpty()
                && members.stream().distinct().count() == members.size()
                && listen.stream().noneMatch(members::contains);
    }

    static boolean distinct(List<PoolSettings> pools) {
        Stream<String> names = pools.stream().map(pool -> pool.service().name());
        return names.distinct().count() == pools.size();
    }
}
