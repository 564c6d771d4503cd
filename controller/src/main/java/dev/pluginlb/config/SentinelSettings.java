package dev.pluginlb.config;

import dev.pluginlb.cluster.Address;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Redis behind Sentinel: the master is whom the Sentinels name, not {@code redis.host}. With TLS, they are spoken to with it, too.
 *
 * @param nodes the Sentinels, at least one where they are asked
 * @param serviceName the name under which the Sentinels know the master
 * @param socketTimeout for connecting to and asking a Sentinel
 */
public record SentinelSettings(
        boolean enabled,
        List<Address> nodes,
        Optional<String> serviceName,
        Optional<String> username,
        Optional<Secret> password,
        Duration socketTimeout) {

    static final String NODES_RULE = "at least one host:port where redis.sentinel.enabled is true";
    static final String SERVICE_RULE = "the name of the master where redis.sentinel.enabled is true";

    public SentinelSettings {
        nodes = List.copyOf(nodes);
    }
}
