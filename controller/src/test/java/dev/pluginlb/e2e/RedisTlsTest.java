package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.redis.RedisAccess;
import dev.pluginlb.testing.Ports;
import dev.pluginlb.testing.RedisServer;
import dev.pluginlb.testing.Sentinels;
import dev.pluginlb.testing.SettingsFile;
import dev.pluginlb.testing.TestCa;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.UnifiedJedis;

/** A Redis that speaks TLS with a certificate for {@code localhost}; the nodes use its other port. */
class RedisTlsTest {

    private static final String MEND = "redis.tls.ca-file";

    @TempDir
    Path folder;

    @Test
    void aWholeControllerRunsOverVerifiedTlsAndNoOtherCertificateIsTaken() throws IOException {
        TestCa ca = TestCa.in(folder.resolve("ca"));
        int port = Ports.free();
        try (Cluster cluster = Cluster.in(folder, RedisServer.start(ca.redis(port, "localhost")))) {
            cluster.set("redis.host", "localhost")
                    .set("redis.port", Integer.toString(port))
                    .set("redis.tls.enabled", "true")
                    .set("redis.tls.ca-file", ca.certificate().toString())
                    .start(1);
            try (Traffic traffic = cluster.traffic()) {
                await().atMost(Cluster.DEADLINE)
                        .until(() ->
                                cluster.admin().leads() && cluster.redis().ask(jedis -> jedis.exists("request:stats")));
                assertThat(traffic.end().reasons()).isEmpty();
            }
            cluster.stopController();
            assertThat(check(cluster)).contains("heartbeats:").doesNotContain(MEND);

            cluster.set("redis.host", "127.0.0.1");
            assertThat(check(cluster))
                    .as("another name")
                    .contains("127.0.0.1", "subject alternative names", MEND)
                    .doesNotContain("heartbeats:");

            cluster.set("redis.host", "localhost")
                    .set(
                            "redis.tls.ca-file",
                            TestCa.in(folder.resolve("other")).certificate().toString());
            assertThat(check(cluster))
                    .as("another authority")
                    .contains("trust anchors", MEND)
                    .doesNotContain("heartbeats:");
        }
    }

    /** It asks the Sentinels over TLS, and goes by TLS to the master that they name. */
    @Test
    void sentinelsAndTheMasterThatTheyNameAreSpokenToOverTls() throws IOException {
        TestCa ca = TestCa.in(folder.resolve("ca"));
        int port = Ports.free();
        String[] options = ca.redis(port, "localhost");
        List<String> lines = IntStream.range(1, options.length / 2)
                .mapToObj(i -> options[2 * i].substring(2) + " " + options[2 * i + 1])
                .toList();
        try (RedisServer redis = RedisServer.start(options);
                Sentinels sentinel = Sentinels.encrypted(port, lines, folder);
                UnifiedJedis client = throughSentinel(sentinel.port(), ca.certificate())) {
            redis.ask(jedis -> jedis.set("key", "value"));

            await().atMost(Cluster.DEADLINE)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(client.get("key")).isEqualTo("value"));
        }
    }

    private static UnifiedJedis throughSentinel(int port, Path ca) throws IOException {
        return new RedisAccess(
                        new RedisAccess.Watched(
                                List.of(new Address("localhost", port)),
                                Sentinels.SERVICE,
                                RedisAccess.Login.NONE,
                                Duration.ofSeconds(1)),
                        RedisAccess.Login.NONE,
                        0,
                        new RedisAccess.Tls(RedisAccess.Tls.Mode.VERIFIED, Optional.of(ca)))
                .client();
    }

    private String check(Cluster cluster) {
        return cluster.terminal()
                .type("check --config " + SettingsFile.write(folder, cluster.settings()))
                .out();
    }
}
