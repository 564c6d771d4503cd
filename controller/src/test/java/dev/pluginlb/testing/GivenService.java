package dev.pluginlb.testing;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.plan.Service;
import dev.pluginlb.plan.Service.Balance;
import dev.pluginlb.plan.Service.Protocol;
import dev.pluginlb.plan.ServicePool;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Further pools for tests. */
public final class GivenService {

    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private GivenService() {}

    public static Service sandbox() {
        return http("dify_sandbox_servers", "127.0.0.1:8194", Balance.LEAST_CONN);
    }

    public static Service http(String name, String listen, Balance balance) {
        return new Service(name, Protocol.HTTP, Optional.of(Address.parse(listen)), balance, TIMEOUT);
    }

    /** An upstream that nobody listens for. */
    public static Service upstreamOnly(String name) {
        return new Service(name, Protocol.HTTP, Optional.empty(), Balance.ROUND_ROBIN, TIMEOUT);
    }

    public static Service tcp(String name, String listen, Balance balance) {
        return new Service(name, Protocol.TCP, Optional.of(Address.parse(listen)), balance, TIMEOUT);
    }

    public static ServicePool pool(Service service, String... servers) {
        return new ServicePool(service, addresses(servers));
    }

    public static List<Address> addresses(String... these) {
        return Stream.of(these).map(Address::parse).toList();
    }
}
