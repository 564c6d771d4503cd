package dev.pluginlb.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.traffic.ClassRule;
import dev.pluginlb.traffic.EndpointKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** Anything may stand anywhere: everything that reads goes on, and what pluginlb writes itself is right again after it. */
class RedisHostileValuesTest extends OnRedis {

    private static final ClassRule RULE = new ClassRule(Duration.ofSeconds(5), 5, 3, 0.8);
    private static final EndpointKey KEY = new EndpointKey("GET /hunted");
    private static final NodeId NODE = new NodeId("n1");
    private static final List<String> FIELDS =
            List.of(KEY.value(), "n1", "me", "10.0.0.1:5002", "", "\u0000", "no such name", "x".repeat(3000));
    private static final List<String> VALUES = List.of(
            "",
            "{}",
            "null",
            "[]",
            "-1",
            "1e999",
            "NaN",
            "{\"total\":9223372036854775807,\"avg_ms\":2592000000,\"max_ms\":2592000000,\"window_ms\":[],\"by\":\"pluginlb\"}",
            "{\"total\":1,\"avg_ms\":1e-999999999,\"max_ms\":1e999999999}",
            "{\"total\":999999999999999,\"avg_ms\":2592000000,\"last_update\":99999999999,\"by\":\"pluginlb\"}",
            "{\"total\":" + "9".repeat(5000) + "}",
            "{\"window_ms\":[" + "1,".repeat(9000) + "1],\"by\":\"pluginlb\"}",
            "[".repeat(30_000),
            "{\"a\":".repeat(2000),
            "{\"last_update\":1785000000,\"last_seen\":1785000000,\"is_working\":true,\"in_flight\":1e300}",
            "{\"host\":\"<script>\",\"version\":\"\\u0000\",\"last_seen\":1}",
            "y".repeat(200_000),
            "life 99999999999999999999");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void nothingThatStandsInRedisStopsAnything(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 25; round++) {
            server.flush();
            server.ask(jedis -> {
                hashes().forEach(key -> fill(jedis, key, random));
                List.of(KEYS.leader(), KEYS.term()).forEach(key -> jedis.set(Script.bytes(key), value(random)));
                return true;
            });
            Junk met = new Junk();
            assertThatCode(() -> useAll(met)).doesNotThrowAnyException();
            assertThat(met.count()).isLessThan(2000);
        }
    }

    private void useAll(Junk met) {
        ClusterReading reading = new RedisClusterSource(redis, KEYS, met).read();
        assertThat(reading.coordination().controllers())
                .allSatisfy(info -> assertThat(info.host() + info.version()).matches("[A-Za-z0-9._:+-]+"));
        new StatsReader(redis, KEYS, met, RULE, () -> now).read();

        MergeOutcome outcome =
                StatsStoreTest.store(redis, met, ME, 100).merge(Map.of(KEY, StatsStoreTest.millis(5)), now);
        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.merged() + outcome.foreign()).isEqualTo(1);

        leadIsOver();
        Leadership lead = lead("me");
        assertThat(new NodeStatusWriter(redis, KEYS).write(lead, Map.of(NODE, status()), now))
                .isTrue();
        assertThat(new SharedWeights(redis, KEYS).replace(lead, Map.of(Address.parse("10.0.0.1:5002"), 1.0)))
                .isTrue();
        new GarbageCollector(
                        redis,
                        KEYS,
                        met,
                        new GarbageCollector.Rules(Duration.ofSeconds(10), Duration.ofHours(1), 3, RULE))
                .collect(lead, new GarbageCollector.Nodes(Set.of(), Set.of()), now);
        ControllerRegister register = new ControllerRegister(redis, KEYS, met, ME);
        register.announce(new ControllerInfo(ME, "h", "1", Optional.empty(), now));
        assertThat(register.read()).extracting(ControllerInfo::id).contains(ME);
    }

    private static List<String> hashes() {
        return List.of(
                KEYS.requestStats(),
                KEYS.nodeStatus(),
                KEYS.customStats(),
                KEYS.controllers(),
                KEYS.flushed(),
                KEYS.weights(),
                KEYS.status());
    }

    private static void fill(Jedis jedis, String key, Random random) {
        for (int i = 0; i < 6; i++) {
            byte[] field =
                    random.nextInt(5) == 0 ? noise(random) : Script.bytes(FIELDS.get(random.nextInt(FIELDS.size())));
            jedis.hset(Script.bytes(key), field, value(random));
        }
    }

    private static byte[] value(Random random) {
        return random.nextInt(4) == 0
                ? noise(random)
                : VALUES.get(random.nextInt(VALUES.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] noise(Random random) {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static NodeStatus status() {
        return new NodeStatus(true, false, Instant.ofEpochSecond(1), 0, 0, true);
    }
}
