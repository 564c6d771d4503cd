package dev.pluginlb.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.traffic.ClassRule;
import dev.pluginlb.traffic.EndpointKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import redis.clients.jedis.UnifiedJedis;

/** Reads and writes everything that pluginlb has in Redis, whatever stands there. */
final class AllUses {

    static final ClassRule RULE = new ClassRule(Duration.ofSeconds(5), 5, 3, 0.8);
    static final EndpointKey KEY = new EndpointKey("GET /hunted");
    static final NodeId NODE = new NodeId("n1");

    private static final ControllerId ME = OnRedis.ME;
    private static final Keys KEYS = OnRedis.KEYS;

    private AllUses() {}

    static ClusterReading read(UnifiedJedis redis, Junk met, Instant now) {
        ClusterReading reading = new RedisClusterSource(redis, KEYS, met).read();
        assertThat(reading.coordination().controllers())
                .allSatisfy(one -> assertThat(one.host() + one.version()).matches("[A-Za-z0-9._:+-]+"));
        new StatsReader(redis, KEYS, met, RULE, () -> now).read();
        return reading;
    }

    static void write(UnifiedJedis redis, Junk met, Instant now) {
        MergeOutcome outcome =
                StatsStoreTest.store(redis, met, ME, 100).merge(Map.of(KEY, StatsStoreTest.millis(5)), now);
        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.merged() + outcome.foreign()).isEqualTo(1);

        redis.del(KEYS.leader());
        Leadership lead = new LeaseRegister(redis, KEYS, ME, Duration.ofMinutes(1))
                .take(Optional.empty())
                .orElseThrow();
        NodeStatus status = new NodeStatus(true, false, Instant.ofEpochSecond(1), 0, 0, true);
        assertThat(new NodeStatusWriter(redis, KEYS).write(lead, Map.of(NODE, status), now))
                .isTrue();
        assertThat(new SharedWeights(redis, KEYS).replace(lead, Map.of(Address.parse("10.0.0.1:5002"), 1.0)))
                .isTrue();
        new GarbageCollector(
                        redis,
                        KEYS,
                        met,
                        new GarbageCollector.Rules(Duration.ofSeconds(10), Duration.ofHours(1), 3, RULE))
                .collect(lead, new GarbageCollector.Nodes(Set.of(), Set.of()), now, now);
        ControllerRegister register = new ControllerRegister(redis, KEYS, ME);
        register.announce(new RegisteredController(ME, "h", "1", Optional.empty(), now));
        assertThat(redis.hexists(KEYS.controllers(), ME.value())).isTrue();
    }
}
