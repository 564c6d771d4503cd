package dev.pluginlb.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.traffic.ClassRule;
import dev.pluginlb.traffic.EndpointKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatsReaderTest extends OnRedis {

    private static final ClassRule RULE = new ClassRule(Duration.ofSeconds(5), 5, 3, 0.8);

    private StatsReader reader;

    @BeforeEach
    void reader() {
        reader = new StatsReader(redis, KEYS, junk, RULE, () -> now);
    }

    @Test
    void allThatIsKnownIsReadInOrder() {
        redis.hset(KEYS.requestStats(), "GET /b", "{\"total\":2,\"last_update\":7}");
        redis.hset(KEYS.requestStats(), "GET /a", "{\"total\":1}");
        redis.hset(KEYS.customStats(), "gpu.load", "0.75");

        StatsReading reading = reader.read();

        assertThat(reading.endpoints())
                .extracting(StatsReading.Endpoint::key)
                .containsExactly(new EndpointKey("GET /a"), new EndpointKey("GET /b"));
        assertThat(reading.endpoints().get(1).lastUpdate()).isEqualTo(Instant.ofEpochSecond(7));
        assertThat(reading.custom()).isEqualTo(Map.of("gpu.load", 0.75));
        assertThat(reader.custom()).isEqualTo(reading.custom());
        assertThat(junk.count()).isZero();
    }

    @Test
    void whatMakesNoSenseIsJunkAndTheRestIsRead() {
        redis.hset(KEYS.requestStats(), Map.of("no key", "{}", "GET /a", "{\"total\":-1}", "GET /b", "{\"total\":1}"));
        redis.hset(
                KEYS.customStats(),
                Map.of(
                        "good",
                        "-1.5e3",
                        "bad name",
                        "1",
                        "a",
                        "NaN",
                        "b",
                        "Infinity",
                        "c",
                        "1e999",
                        "d",
                        "0x10",
                        "e",
                        ""));

        StatsReading reading = reader.read();

        assertThat(reading.endpoints()).hasSize(1);
        assertThat(reading.custom()).isEqualTo(Map.of("good", -1500.0));
        assertThat(junk.count()).isEqualTo(2 + 6);
    }

    @Test
    void ofCustomMetricsAThousandAreShown() {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 1500; i++) {
            many.put("m" + i, "1");
        }
        redis.hset(KEYS.customStats(), many);

        assertThat(reader.read().custom()).hasSize(1000);
        assertThat(junk.count()).isEqualTo(1);
    }

    @Test
    void withinASecondRedisIsAskedOnce() {
        reader.read();
        redis.hset(KEYS.customStats(), "late", "1");

        pass(Duration.ofMillis(999));
        assertThat(reader.read().custom()).isEmpty();
        assertThat(reader.custom()).containsKey("late");

        pass(Duration.ofMillis(1));
        assertThat(reader.read().custom()).containsKey("late");
    }

    @Test
    void keysOfAnotherTypeAreJunk() {
        redis.set(KEYS.requestStats(), "text");
        redis.set(KEYS.customStats(), "text");

        assertThat(reader.read()).isEqualTo(StatsReading.NONE);
        assertThat(junk.count()).isEqualTo(2);
    }
}
