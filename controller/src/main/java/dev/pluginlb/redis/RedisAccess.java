package dev.pluginlb.redis;

import dev.pluginlb.cluster.Address;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;
import redis.clients.jedis.UnifiedJedis;

/**
 * How to reach a standalone Redis. Whoever uses the client sees only {@link UnifiedJedis}, which a client that asks
 * sentinels is as well.
 *
 * @param username empty for the default user
 * @param password empty for none
 */
public record RedisAccess(Address address, Optional<String> username, Optional<String> password, int db, Tls tls) {

    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(2);

    /** A subscription that says nothing for so long is made anew: it may have been lost without a sign. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final String STORE_TYPE = "PKCS12";

    /** Protects nothing: the store is public certificates, in memory. */
    private static final char[] STORE_PASSWORD = "pluginlb".toCharArray();

    /**
     * Whether and how the connection is encrypted.
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
        return RedisClient.builder()
                .hostAndPort(new HostAndPort(address.host(), address.port()))
                .clientConfig(config())
                .build();
    }

    private DefaultJedisClientConfig config() throws IOException {
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .resp2()
                .connectionTimeoutMillis((int) CONNECT.toMillis())
                .socketTimeoutMillis((int) ANSWER.toMillis())
                .blockingSocketTimeoutMillis((int) SILENCE.toMillis())
                .database(db)
                .clientName("pluginlb");
        username.ifPresent(config::user);
        password.ifPresent(config::password);
        if (tls.mode() != Tls.Mode.OFF) {
            config.sslOptions(sslOptions());
        }
        return config.build();
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
        try (InputStream pem = Files.newInputStream(caFile);
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
        return address + "/" + db;
    }
}
