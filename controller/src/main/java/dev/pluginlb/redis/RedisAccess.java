package dev.pluginlb.redis;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.disk.RegularFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.providers.SentineledConnectionProvider;

/**
 * How to reach Redis, the master of those that Sentinels watch included. Whoever uses the client sees only {@link
 * UnifiedJedis}.
 *
 * @param login as which user of Redis itself; Sentinels have users of their own
 */
public record RedisAccess(Place place, Login login, int db, Tls tls) {

    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(2);

    /** A subscription that says nothing for so long is made anew: it may have been lost without a sign. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final String STORE_TYPE = "PKCS12";

    /** Protects nothing: the store is public certificates, in memory. */
    private static final char[] STORE_PASSWORD = "pluginlb".toCharArray();

    /** Where Redis is. */
    public sealed interface Place {}

    /** There, for good. */
    public record At(Address address) implements Place {

        @Override
        public String toString() {
            return address.toString();
        }
    }

    /**
     * Wherever the Sentinels say.
     *
     * @param nodes the Sentinels; not empty
     * @param service the name under which they know the master
     * @param login as which user of theirs
     * @param timeout for connecting to one, and for its answer
     */
    public record Watched(List<Address> nodes, String service, Login login, Duration timeout) implements Place {

        public Watched {
            nodes = List.copyOf(nodes);
        }

        @Override
        public String toString() {
            return service + " of the Sentinels " + nodes;
        }
    }

    /**
     * @param username empty for the default user
     * @param password empty for none
     */
    public record Login(Optional<String> username, Optional<String> password) {

        public static final Login NONE = new Login(Optional.empty(), Optional.empty());

        private DefaultJedisClientConfig.Builder into(DefaultJedisClientConfig.Builder config) {
            username.ifPresent(config::user);
            password.ifPresent(config::password);
            return config;
        }

        @Override
        public String toString() {
            return username.orElse("default");
        }
    }

    /**
     * Whether and how the connection is encrypted, to Sentinels as to Redis.
     *
     * @param caFile PEM certificates that are trusted instead of the platform's; only used when verifying
     */
    public record Tls(Mode mode, Optional<Path> caFile) {

        public static final Tls OFF = new Tls(Mode.OFF, Optional.empty());

        /** {@code UNVERIFIED} encrypts, but lets anybody pass for Redis. */
        public enum Mode {
            OFF,
            UNVERIFIED,
            VERIFIED
        }
    }

    /**
     * Makes a client; it connects when it is first used.
     *
     * @throws IOException if the CA file cannot be used
     */
    public UnifiedJedis client() throws IOException {
        JedisClientConfig config = config(login, CONNECT, ANSWER).database(db).build();
        if (place instanceof Watched watched) {
            return client(watched, config);
        }
        return RedisClient.builder()
                .hostAndPort(hostAndPort(((At) place).address()))
                .clientConfig(config)
                .build();
    }

    private UnifiedJedis client(Watched watched, JedisClientConfig config) throws IOException {
        Set<HostAndPort> sentinels =
                watched.nodes().stream().map(RedisAccess::hostAndPort).collect(Collectors.toSet());
        JedisClientConfig ofSentinels =
                config(watched.login(), watched.timeout(), watched.timeout()).build();
        return RedisSentinelClient.builder()
                .masterName(watched.service())
                .sentinels(sentinels)
                .clientConfig(config)
                .connectionProvider(new WatchedMaster(
                        () -> new SentineledConnectionProvider(watched.service(), config, sentinels, ofSentinels)))
                .build();
    }

    private static HostAndPort hostAndPort(Address address) {
        return new HostAndPort(address.host(), address.port());
    }

    private DefaultJedisClientConfig.Builder config(Login user, Duration connect, Duration answer) throws IOException {
        DefaultJedisClientConfig.Builder config = user.into(DefaultJedisClientConfig.builder()
                .resp2()
                .connectionTimeoutMillis((int) connect.toMillis())
                .socketTimeoutMillis((int) answer.toMillis())
                .blockingSocketTimeoutMillis((int) SILENCE.toMillis())
                .clientName("pluginlb")
                .clientSetInfoConfig(
                        ClientSetInfoConfig.DISABLED)); // one right less, which Redis 7.0 cannot even grant
        return tls.mode() == Tls.Mode.OFF ? config : config.sslOptions(sslOptions());
    }

    private SslOptions sslOptions() throws IOException {
        SslOptions.Builder options = SslOptions.builder();
        if (tls.mode() == Tls.Mode.UNVERIFIED) {
            return options.sslVerifyMode(SslVerifyMode.INSECURE).build();
        }
        if (tls.caFile().isPresent()) {
            byte[] trusted = trustStore(tls.caFile().get());
            options.trustStoreType(STORE_TYPE).truststore(() -> new ByteArrayInputStream(trusted), STORE_PASSWORD);
        }
        return options.sslVerifyMode(SslVerifyMode.FULL).build();
    }

    /** The certificates of a PEM file in the form that Java's TLS reads. */
    private static byte[] trustStore(Path caFile) throws IOException {
        try (InputStream pem = RegularFile.open(caFile);
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            KeyStore trusted = KeyStore.getInstance(STORE_TYPE);
            trusted.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("ca-" + trusted.size(), certificate);
            }
            trusted.store(bytes, STORE_PASSWORD);
            return bytes.toByteArray();
        } catch (GeneralSecurityException broken) {
            throw new IOException("redis.tls.ca-file: " + caFile + " (expected: PEM certificates)", broken);
        }
    }

    @Override
    public String toString() {
        return place + "/" + db;
    }
}
