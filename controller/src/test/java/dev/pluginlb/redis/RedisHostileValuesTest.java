package dev.pluginlb.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** Anything may stand anywhere: everything that reads goes on, and what pluginlb writes itself is right again after it. */
class RedisHostileValuesTest extends OnRedis {

    private static final List<String> FIELDS =
            List.of(AllUses.KEY.value(), "n1", "me", "10.0.0.1:5002", "", "\u0000", "no such name", "x".repeat(3000));
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
            assertThatCode(() -> {
                        AllUses.read(redis, met, now);
                        AllUses.write(redis, met, now);
                    })
                    .doesNotThrowAnyException();
            assertThat(met.count()).isLessThan(2000);
        }
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
}
