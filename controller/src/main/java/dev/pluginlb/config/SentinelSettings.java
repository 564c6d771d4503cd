package dev.pluginlb.config;

import dev.pluginlb.cluster.Address;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Redis behind Sentinel. This version refuses {@code enabled}; the rest is read, so that Dify's own names are known.
 *
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

    public SentinelSettings {
        nodes = List.copyOf(nodes);
    }
}
