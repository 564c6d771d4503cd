package dev.pluginlb.config;

import java.nio.file.Path;
import java.util.List;

/**
 * Everything pluginlb was told, checked: the tree of the configuration file as typed values.
 *
 * @param pools what Nginx spreads over several servers besides the plugin daemons
 * @param stateDir where the controller keeps what must survive a restart
 */
public record Settings(
        RedisSettings redis,
        DiscoverySettings discovery,
        HealthSettings health,
        ClassificationSettings classification,
        RoutingSettings routing,
        NginxSettings nginx,
        List<PoolSettings> pools,
        ReloadSettings reload,
        StatsSettings stats,
        ElectionSettings election,
        AdminSettings admin,
        Path stateDir,
        LogSettings log) {

    static final String TOKEN_FILE = "admin.token";

    public Settings {
        pools = List.copyOf(pools);
    }

    /** The file that holds the admin token when the configuration does not: the one given, or the state folder's. */
    public Path adminTokenFile() {
        return admin.tokenFile().orElse(stateDir.resolve(TOKEN_FILE));
    }
}
