package dev.pluginlb.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.traffic.ClassRule;
import dev.pluginlb.traffic.FinishedRequest;
import dev.pluginlb.traffic.KeyForm;
import dev.pluginlb.traffic.Ledger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/**
 * Somebody asks for ever new paths in the name of ever new plugins, and is answered, while few endpoints do real work.
 * {@code -Dhostile.requests=1000000} is the long form.
 */
class HostileTrafficTest extends OnRedis {

    private static final int REQUESTS = Integer.getInteger("hostile.requests", 50_000);
    private static final int REQUESTS_PER_FLUSH = 10_000;
    private static final int REQUESTS_PER_REAL_ONE = 3_000;
    private static final int MAX_ENDPOINTS = 10_000;
    private static final int REAL_BEFORE = 5;
    private static final ClassRule RULE = new ClassRule(Duration.ofSeconds(5), 5, 3, 0.8);
    private static final List<String> REAL_PLUGINS = List.of("langgenius/openai", "author/slow", "a/b");

    @Test
    void neitherMemoryNorRedisNorTheRealEndpointsSuffer() throws Exception {
        Process flood = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Flood.class.getName(),
                        server.host(),
                        Integer.toString(server.port()),
                        Integer.toString(REQUESTS))
                .inheritIO()
                .start();

        assertThat(flood.waitFor(60L + REQUESTS / 1000, TimeUnit.SECONDS)).isTrue();
        assertThat(flood.exitValue()).isZero();
        List<String> real = REAL_PLUGINS.stream().map(HostileTrafficTest::keyOf).toList();
        assertThat(redis.hlen(KEYS.requestStats())).isEqualTo(MAX_ENDPOINTS);
        assertThat(redis.smembers(KEYS.longRequests())).containsExactlyInAnyOrderElementsOf(real);
        int each = REAL_BEFORE + (REQUESTS + REQUESTS_PER_REAL_ONE - 1) / REQUESTS_PER_REAL_ONE;
        assertThat(real)
                .allSatisfy(key -> assertThat(new StatsCodec(RULE)
                                .decode(redis.hget(KEYS.requestStats(), key))
                                .stats()
                                .total())
                        .isEqualTo(each));
    }

    private static String keyOf(String plugin) {
        return "POST /plugin/:tenant_id/dispatch/llm/invoke " + plugin;
    }

    /** A controller's learning half, with as much memory as the whole of it may take. */
    static final class Flood {

        private final Ledger ledger =
                new Ledger(KeyForm.ROUTE_PLUGIN, RULE.threshold(), MAX_ENDPOINTS, Duration.ofHours(1));
        private final StatsStore store;
        private Instant now = Instant.ofEpochSecond(1_785_000_000);

        private Flood(UnifiedJedis redis) {
            this.store = new StatsStore(redis, KEYS, new Junk(), ME, new StatsStore.Rules(RULE, MAX_ENDPOINTS));
        }

        public static void main(String[] args) {
            try (UnifiedJedis redis = RedisClient.builder()
                    .hostAndPort(new HostAndPort(args[0], Integer.parseInt(args[1])))
                    .build()) {
                new Flood(redis).run(Integer.parseInt(args[2]));
            }
            System.exit(0);
        }

        private void run(int requests) {
            for (int i = 0; i < REAL_BEFORE; i++) {
                enterReal();
                flush();
            }
            for (int i = 0; i < requests; i++) {
                if (i % REQUESTS_PER_REAL_ONE == 0) {
                    enterReal();
                }
                enter("/new/path-" + Integer.toString(i, 36) + "x".repeat(150), "evil/p" + i, Duration.ofMillis(3));
                if (i % REQUESTS_PER_FLUSH == REQUESTS_PER_FLUSH - 1) {
                    flush();
                }
            }
            flush();
        }

        private void enterReal() {
            REAL_PLUGINS.forEach(plugin -> enter("/plugin/t1/dispatch/llm/invoke", plugin, Duration.ofSeconds(6)));
        }

        private void enter(String path, String plugin, Duration took) {
            FinishedRequest.Try tried =
                    new FinishedRequest.Try("10.0.0.1:5002", 200, Optional.of(took), Optional.of(took));
            ledger.enter(
                    new FinishedRequest("POST", path, plugin, 200, List.of(tried), 100, took, 1, "short", "pool", ""),
                    now);
        }

        private void flush() {
            now = now.plusSeconds(1);
            Optional<String> failure = store.merge(ledger.takeAway(), now).failure();
            if (failure.isPresent()) {
                throw new IllegalStateException(failure.get());
            }
        }
    }
}
