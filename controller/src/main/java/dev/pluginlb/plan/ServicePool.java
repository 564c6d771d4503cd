package dev.pluginlb.plan;

import dev.pluginlb.cluster.Address;
import java.util.List;

/**
 * A further pool and who serves in it; sorted by name among others. Immutable.
 *
 * @param servers sorted, each once; empty only as long as no name of a member could be looked up
 */
public record ServicePool(Service service, List<Address> servers) implements Comparable<ServicePool> {

    public ServicePool {
        servers = servers.stream().distinct().sorted().toList();
    }

    public String name() {
        return service.name();
    }

    public boolean is(Service.Protocol protocol) {
        return service.protocol() == protocol;
    }

    @Override
    public int compareTo(ServicePool other) {
        return name().compareTo(other.name());
    }
}
