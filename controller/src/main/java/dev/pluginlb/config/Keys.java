package dev.pluginlb.config;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Cidr;
import dev.pluginlb.cluster.Rewrites;
import dev.pluginlb.traffic.KeyForm;
import dev.pluginlb.traffic.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The table of settings: one row per key, in the order of the contract; what is not here is not a setting. */
final class Keys {

    private static final List<Key<?>> ROWS = new ArrayList<>();

    static final Key<String> REDIS_HOST = row("redis.host", "127.0.0.1", Shapes.HOST, DifyName.of("REDIS_HOST"));
    static final Key<Integer> REDIS_PORT =
            row("redis.port", "6379", Shapes.whole(1, 65_535), DifyName.of("REDIS_PORT"));
    static final Key<Optional<String>> REDIS_USERNAME =
            row("redis.username", "", Shapes.TEXT, DifyName.of("REDIS_USERNAME"));
    static final Key<Optional<Secret>> REDIS_PASSWORD =
            row("redis.password", "", Shapes.PASSWORD, DifyName.of("REDIS_PASSWORD"));
    static final Key<Optional<Path>> REDIS_PASSWORD_FILE = row("redis.password-file", "", Shapes.PATH_OR_EMPTY);
    static final Key<Integer> REDIS_DB =
            row("redis.db", "0", Shapes.whole(0, Integer.MAX_VALUE), DifyName.of("REDIS_DB"));
    static final Key<String> REDIS_KEY_PREFIX =
            row("redis.key-prefix", "plugin_daemon", Shapes.PREFIX, DifyName.of("REDIS_KEY_PREFIX"));
    static final Key<String> REDIS_STATS_PREFIX = row("redis.stats-prefix", "", Shapes.PREFIX_OR_EMPTY);

    static final Key<Boolean> TLS_ENABLED =
            row("redis.tls.enabled", "false", Shapes.SWITCH, DifyName.ofSwitch("REDIS_USE_SSL"));
    static final Key<TlsSettings.Verify> TLS_VERIFY = row(
            "redis.tls.verify",
            "required",
            Shapes.oneOf(TlsSettings.Verify.values()),
            DifyName.ofVerification("REDIS_SSL_CERT_REQS"));
    static final Key<Optional<Path>> TLS_CA_FILE =
            row("redis.tls.ca-file", "", Shapes.PATH_OR_EMPTY, DifyName.of("REDIS_SSL_CA_CERTS"));

    static final Key<Boolean> SENTINEL_ENABLED =
            row("redis.sentinel.enabled", "false", Shapes.SWITCH, DifyName.ofSwitch("REDIS_USE_SENTINEL"));
    static final Key<List<Address>> SENTINEL_NODES =
            row("redis.sentinel.nodes", "", Shapes.ADDRESSES, DifyName.of("REDIS_SENTINELS"));
    static final Key<Optional<String>> SENTINEL_SERVICE =
            row("redis.sentinel.service-name", "", Shapes.TEXT, DifyName.of("REDIS_SENTINEL_SERVICE_NAME"));
    static final Key<Optional<String>> SENTINEL_USERNAME =
            row("redis.sentinel.username", "", Shapes.TEXT, DifyName.of("REDIS_SENTINEL_USERNAME"));
    static final Key<Optional<Secret>> SENTINEL_PASSWORD =
            row("redis.sentinel.password", "", Shapes.PASSWORD, DifyName.of("REDIS_SENTINEL_PASSWORD"));
    static final Key<Duration> SENTINEL_TIMEOUT = row(
            "redis.sentinel.socket-timeout",
            "1s",
            Shapes.DURATION,
            DifyName.ofSeconds("REDIS_SENTINEL_SOCKET_TIMEOUT"));

    static final Key<Duration> HEARTBEAT_TIMEOUT = row("discovery.heartbeat-timeout", "10s", Shapes.DURATION);
    static final Key<List<Cidr>> PREFER = row("discovery.addresses.prefer", "", Shapes.CIDRS);
    static final Key<List<Cidr>> EXCLUDE = row("discovery.addresses.exclude", "", Shapes.CIDRS);
    static final Key<Rewrites> REWRITE = row("discovery.rewrite", "", new RewriteShape());
    static final Key<List<StaticNode>> STATIC = row("discovery.static", "", new ListShape<>(new StaticNodeShape()));

    static final Key<String> HEALTH_PATH = row("health.path", "/health/check", Shapes.URL_PATH);
    static final Key<Duration> HEALTH_INTERVAL = row("health.interval", "1s", Shapes.DURATION);
    static final Key<Duration> HEALTH_TIMEOUT = row("health.timeout", "500ms", Shapes.DURATION);
    static final Key<Integer> HEALTH_RISE = row("health.rise", "2", Shapes.IN_A_ROW);
    static final Key<Integer> HEALTH_FALL = row("health.fall", "3", Shapes.IN_A_ROW);

    static final Key<Duration> THRESHOLD = row("classification.threshold", "5s", Shapes.DURATION);
    static final Key<Integer> WINDOW = row("classification.window", "5", Shapes.whole(1, Samples.KEPT));
    static final Key<Integer> MIN_SAMPLES = row("classification.min-samples", "3", Shapes.whole(1, Samples.KEPT));
    static final Key<Double> EXIT_RATIO = row("classification.exit-ratio", "0.8", Shapes.RATIO);
    static final Key<KeyForm> GRANULARITY = row("classification.key", "route-plugin", Shapes.oneOf(KeyForm.values()));
    static final Key<Integer> MAX_ENDPOINTS = row("classification.max-endpoints", "10000", Shapes.whole(1, 10_000_000));
    static final Key<Duration> IDLE_EXPIRY = row("classification.idle-expiry", "24h", Shapes.DURATION);

    static final Key<String> POLICY = row("routing.policy", "adaptive", Shapes.POLICY);
    static final Key<Integer> NODE_SLOTS = row("routing.node-slots", "0", Shapes.whole(0, 1_000_000));
    static final Key<String> MAIN = row("routing.main", "", Shapes.MAIN);
    static final Key<Double> MIN_LIVE_SHARE = row("routing.min-live-share", "0.5", Shapes.SHARE);

    static final Key<NginxSettings.Driver> DRIVER =
            row("nginx.driver", "auto", Shapes.oneOf(NginxSettings.Driver.values()));
    static final Key<String> BINARY = row("nginx.binary", "nginx", Shapes.BINARY);
    static final Key<Path> NGINX_DIR = row("nginx.dir", "/var/lib/pluginlb/nginx", Shapes.PATH);
    static final Key<Optional<Path>> NGINX_CONFIG = row("nginx.config", "", Shapes.PATH_OR_EMPTY);
    static final Key<Optional<Path>> TEMPLATES = row("nginx.templates", "", Shapes.PATH_OR_EMPTY);
    static final Key<Boolean> MANAGE_PROCESS = row("nginx.manage-process", "false", Shapes.SWITCH);
    static final Key<Address> INTERNAL_LISTEN = row("nginx.internal-listen", "127.0.0.1:5002", Shapes.LISTEN);
    static final Key<Address> PUBLIC_LISTEN = row("nginx.public-listen", "127.0.0.1:8080", Shapes.LISTEN);
    static final Key<Optional<ControlListen>> CONTROL_LISTEN = row("nginx.control-listen", "", Shapes.CONTROL_LISTEN);
    static final Key<Duration> READ_TIMEOUT = row("nginx.read-timeout", "3600s", Shapes.DURATION);
    static final Key<String> MAX_BODY = row("nginx.max-body", "600m", Shapes.SIZE);

    static final Key<List<PoolSettings>> POOLS = row("pools", "", new ListShape<>(new PoolShape()));

    static final Key<Duration> DEBOUNCE = row("reload.debounce", "300ms", Shapes.DURATION);
    static final Key<Duration> MAX_WAIT = row("reload.max-wait", "1s", Shapes.DURATION);
    static final Key<Duration> MIN_INTERVAL = row("reload.min-interval", "5s", Shapes.DURATION);
    static final Key<Integer> BURST = row("reload.burst", "2", Shapes.whole(1, 1000));
    static final Key<Duration> CONFIRM_TIMEOUT = row("reload.confirm-timeout", "5s", Shapes.DURATION);
    static final Key<Duration> COMMAND_TIMEOUT = row("reload.command-timeout", "30s", Shapes.DURATION);
    static final Key<Integer> MAX_DRAINING_WORKERS = row("reload.max-draining-workers", "8", Shapes.whole(1, 10_000));
    static final Key<Integer> KEEP_RELEASES = row("reload.keep-releases", "20", Shapes.whole(1, 10_000));

    static final Key<Address> STATS_LISTEN = row("stats.listen", "127.0.0.1:5514", Shapes.LOOPBACK_LISTEN);
    static final Key<Duration> STATS_FLUSH = row("stats.flush", "1s", Shapes.DURATION);

    static final Key<Duration> ELECTION_INTERVAL = row("election.interval", "500ms", Shapes.DURATION);
    static final Key<Duration> ELECTION_TTL = row("election.ttl", "2s", Shapes.DURATION);

    static final Key<Address> ADMIN_LISTEN = row("admin.listen", "127.0.0.1:9320", Shapes.LISTEN);
    static final Key<Optional<Secret>> ADMIN_TOKEN = row("admin.token", "", Shapes.TOKEN);
    static final Key<Optional<Path>> ADMIN_TOKEN_FILE = row("admin.token-file", "", Shapes.PATH_OR_EMPTY);
    static final Key<Optional<Path>> ADMIN_TLS_CERT = row("admin.tls.cert-file", "", Shapes.PATH_OR_EMPTY);
    static final Key<Optional<Path>> ADMIN_TLS_KEY = row("admin.tls.key-file", "", Shapes.PATH_OR_EMPTY);

    static final Key<Path> STATE_DIR = row("state-dir", "/var/lib/pluginlb", Shapes.PATH);

    static final Key<LogSettings.Format> LOG_FORMAT =
            row("log.format", "text", Shapes.oneOf(LogSettings.Format.values()));
    static final Key<LogSettings.Level> LOG_LEVEL = row("log.level", "info", Shapes.oneOf(LogSettings.Level.values()));

    /** All rows, in the order in which they stand above. */
    static final List<Key<?>> ALL = List.copyOf(ROWS);

    private Keys() {}

    private static <T> Key<T> row(String path, String initial, Shape<T> shape, DifyName... difyNames) {
        Key<T> key = new Key<>(path, initial, shape, List.of(difyNames));
        ROWS.add(key);
        return key;
    }

    static Optional<Key<?>> find(String path) {
        return ALL.stream()
                .<Key<?>>map(key -> key)
                .filter(key -> key.path().equals(path))
                .findFirst();
    }

    /** True for {@code redis} and {@code redis.tls}: a mapping of further keys. */
    /** Every path that has keys below it. */
    static List<String> sections() {
        return ALL.stream()
                .map(Key::path)
                .flatMap(path -> IntStream.range(0, path.length())
                        .filter(i -> path.charAt(i) == '.')
                        .mapToObj(i -> path.substring(0, i)))
                .distinct()
                .toList();
    }

    static boolean isSection(String path) {
        return ALL.stream().anyMatch(key -> key.path().startsWith(path + "."));
    }
}
