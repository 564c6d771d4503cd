package dev.pluginlb.config;

import dev.pluginlb.cluster.Address;

/** Grows the tree of {@link Settings} from the flat table of values; to be called only when nothing was refused. */
final class SettingsTree {

    private final Values values;

    private SettingsTree(Values values) {
        this.values = values;
    }

    static Settings of(Values values) {
        SettingsTree tree = new SettingsTree(values);
        return new Settings(
                tree.redis(),
                tree.discovery(),
                tree.health(),
                tree.classification(),
                tree.routing(),
                tree.nginx(),
                values.get(Keys.POOLS),
                tree.reload(),
                new StatsSettings(values.get(Keys.STATS_LISTEN), values.get(Keys.STATS_FLUSH)),
                new ElectionSettings(values.get(Keys.ELECTION_INTERVAL), values.get(Keys.ELECTION_TTL)),
                tree.admin(),
                values.get(Keys.STATE_DIR),
                new LogSettings(values.get(Keys.LOG_FORMAT), values.get(Keys.LOG_LEVEL)));
    }

    private RedisSettings redis() {
        return new RedisSettings(
                new Address(values.get(Keys.REDIS_HOST), values.get(Keys.REDIS_PORT)),
                values.get(Keys.REDIS_USERNAME),
                values.get(Keys.REDIS_PASSWORD),
                values.get(Keys.REDIS_PASSWORD_FILE),
                values.get(Keys.REDIS_DB),
                values.get(Keys.REDIS_KEY_PREFIX),
                values.get(Keys.REDIS_STATS_PREFIX),
                new TlsSettings(
                        values.get(Keys.TLS_ENABLED), values.get(Keys.TLS_VERIFY), values.get(Keys.TLS_CA_FILE)),
                sentinel());
    }

    private SentinelSettings sentinel() {
        return new SentinelSettings(
                values.get(Keys.SENTINEL_ENABLED),
                values.get(Keys.SENTINEL_NODES),
                values.get(Keys.SENTINEL_SERVICE),
                values.get(Keys.SENTINEL_USERNAME),
                values.get(Keys.SENTINEL_PASSWORD),
                values.get(Keys.SENTINEL_TIMEOUT));
    }

    private DiscoverySettings discovery() {
        return new DiscoverySettings(
                values.get(Keys.HEARTBEAT_TIMEOUT),
                values.get(Keys.PREFER),
                values.get(Keys.EXCLUDE),
                values.get(Keys.REWRITE),
                values.get(Keys.STATIC));
    }

    private HealthSettings health() {
        return new HealthSettings(
                values.get(Keys.HEALTH_PATH),
                values.get(Keys.HEALTH_INTERVAL),
                values.get(Keys.HEALTH_TIMEOUT),
                values.get(Keys.HEALTH_RISE),
                values.get(Keys.HEALTH_FALL));
    }

    private ClassificationSettings classification() {
        return new ClassificationSettings(
                values.get(Keys.THRESHOLD),
                values.get(Keys.WINDOW),
                values.get(Keys.MIN_SAMPLES),
                values.get(Keys.EXIT_RATIO),
                values.get(Keys.GRANULARITY),
                values.get(Keys.MAX_ENDPOINTS),
                values.get(Keys.IDLE_EXPIRY));
    }

    private RoutingSettings routing() {
        return new RoutingSettings(
                values.get(Keys.POLICY),
                values.get(Keys.NODE_SLOTS),
                values.get(Keys.MAIN),
                values.get(Keys.MIN_LIVE_SHARE));
    }

    private NginxSettings nginx() {
        return new NginxSettings(
                values.get(Keys.DRIVER),
                values.get(Keys.BINARY),
                values.get(Keys.NGINX_DIR),
                values.get(Keys.NGINX_CONFIG),
                values.get(Keys.TEMPLATES),
                values.get(Keys.MANAGE_PROCESS),
                values.get(Keys.INTERNAL_LISTEN),
                values.get(Keys.PUBLIC_LISTEN),
                values.get(Keys.CONTROL_LISTEN),
                values.get(Keys.READ_TIMEOUT),
                values.get(Keys.MAX_BODY));
    }

    private ReloadSettings reload() {
        return new ReloadSettings(
                values.get(Keys.DEBOUNCE),
                values.get(Keys.MAX_WAIT),
                values.get(Keys.MIN_INTERVAL),
                values.get(Keys.BURST),
                values.get(Keys.CONFIRM_TIMEOUT),
                values.get(Keys.COMMAND_TIMEOUT),
                values.get(Keys.MAX_DRAINING_WORKERS),
                values.get(Keys.KEEP_RELEASES));
    }

    private AdminSettings admin() {
        return new AdminSettings(
                values.get(Keys.ADMIN_LISTEN),
                values.get(Keys.ADMIN_TOKEN),
                values.get(Keys.ADMIN_TOKEN_FILE),
                AdminSettings.Certificate.of(values.get(Keys.ADMIN_TLS_CERT), values.get(Keys.ADMIN_TLS_KEY)));
    }
}
