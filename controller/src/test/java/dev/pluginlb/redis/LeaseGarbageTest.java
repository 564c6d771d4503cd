package dev.pluginlb.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.traffic.ClassRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeaseGarbageTest extends OnRedis {

    private static final String DAEMONS = "plugin_daemon:cluster-nodes-status-hash-map";
    private static final NodeId ALIVE = new NodeId("alive");
    private static final GarbageCollector.Nodes NODES =
            new GarbageCollector.Nodes(Set.of(ALIVE, new NodeId("down")), Set.of(ALIVE));
    private static final ClassRule RULE = new ClassRule(Duration.ofSeconds(5), 5, 3, 0.8);
    private static final Duration DEAD = Duration.ofSeconds(101);

    private GarbageCollector collector;
    private Leadership lead;

    @BeforeEach
    void lead() {
        collector = new GarbageCollector(
                redis, KEYS, junk, new GarbageCollector.Rules(Duration.ofSeconds(10), Duration.ofHours(24), 5, RULE));
        lead = new LeaseRegister(redis, KEYS, ME, Duration.ofMinutes(5))
                .take(Optional.empty())
                .orElseThrow();
    }

    @Test
    void aRegistrationThatNeitherChangesNorAnswersGoesAfterTenTimeouts() {
        for (String id : new String[] {"alive", "beating", "dead", "no id"}) {
            redis.hset(KEYS.status(), id, "{\"address\":\"10.0.0.5:5002\",\"last_ping_at\":7}");
            redis.hset(DAEMONS, id, "{\"ips\":null,\"last_ping_at\":7}");
        }
        assertThat(collect()).isZero();

        pass(Duration.ofSeconds(99));
        redis.hset(KEYS.status(), "beating", "{\"address\":\"10.0.0.5:5002\",\"last_ping_at\":8}");
        assertThat(collect()).isZero();

        pass(Duration.ofSeconds(2));
        assertThat(collect()).isEqualTo(1);
        assertThat(redis.hkeys(KEYS.status())).containsExactlyInAnyOrder("alive", "beating", "no id");
        assertThat(redis.hlen(DAEMONS)).as("the daemons' own are never touched").isEqualTo(4);
    }

    @Test
    void nodeStatusOfOursGoesWithTheNode() {
        redis.hset(KEYS.nodeStatus(), "alive", "{\"by\":\"pluginlb\"}");
        redis.hset(KEYS.nodeStatus(), "down", "{\"by\":\"pluginlb\"}");
        redis.hset(KEYS.nodeStatus(), "gone", "{\"by\":\"pluginlb\"}");
        redis.hset(KEYS.nodeStatus(), "theirs", "{}");
        redis.hset(KEYS.nodeStatus(), "junk", "by pluginlb");

        assertThat(collect()).isEqualTo(1);
        assertThat(redis.hkeys(KEYS.nodeStatus())).containsExactlyInAnyOrder("alive", "down", "theirs", "junk");
    }

    @Test
    void idleEndpointsOfOursLeaveTheStatisticsAndTheSets() throws InterruptedException {
        Instant old = now.minus(Duration.ofHours(25));
        endpoint("GET /busy", now, 5, "pluginlb");
        endpoint("GET /idle", old, 5, "pluginlb");
        endpoint("GET /theirs", old, 5, "seed");
        endpoint("GET /future", now.plus(Duration.ofDays(1000)), 5, "pluginlb");
        redis.sadd(KEYS.longRequests(), "GET /idle", "GET /busy", "GET /by-hand");
        redis.sadd(KEYS.shortRequests(), "GET /idle");

        assertThat(eventsOf(this::collect)).containsExactly("classes");

        assertThat(redis.hkeys(KEYS.requestStats())).containsExactlyInAnyOrder("GET /busy", "GET /theirs");
        assertThat(redis.smembers(KEYS.longRequests())).containsExactlyInAnyOrder("GET /busy", "GET /by-hand");
        assertThat(redis.exists(KEYS.shortRequests())).isFalse();
    }

    @Test
    void aLeaderWhoseClockIsDaysAheadFindsNoMoreEndpointsIdleThanRedisDoes() {
        endpoint("GET /busy", now, 5, "pluginlb");

        assertThat(collector.collect(lead, NODES, now.plus(Duration.ofDays(3)), now))
                .isZero();

        assertThat(redis.hkeys(KEYS.requestStats())).containsExactly("GET /busy");
    }

    @Test
    void whenThereAreTooManyThoseSeenSeldomGoOldestFirst() {
        for (int i = 0; i < 4; i++) {
            endpoint("GET /seldom" + i, now.minusSeconds(i), 2, "pluginlb");
            endpoint("GET /often" + i, now.minusSeconds(100), 3, "pluginlb");
        }

        assertThat(collect()).isEqualTo(3);

        assertThat(redis.hkeys(KEYS.requestStats()))
                .containsExactlyInAnyOrder("GET /seldom0", "GET /often0", "GET /often1", "GET /often2", "GET /often3");
    }

    @Test
    void controllersThatAreSilentForTenMinutesGoWithTheirFlushes() {
        for (String id : new String[] {"silent", "running"}) {
            redis.hset(KEYS.controllers(), id, "{\"last_seen\":1}");
            redis.hset(KEYS.flushed(), id, "life 1");
        }
        redis.hset(KEYS.flushed(), "stopped", "life 7");
        assertThat(collect()).isZero();

        pass(Duration.ofMinutes(10).plusSeconds(1));
        redis.hset(KEYS.controllers(), "running", "{\"last_seen\":2}");

        assertThat(collect()).isEqualTo(3);
        assertThat(redis.hkeys(KEYS.controllers())).containsExactly("running");
        assertThat(redis.hkeys(KEYS.flushed())).containsExactly("running");
    }

    @Test
    void whoHasLostTheLeadDeletesNothing() {
        redis.hset(KEYS.status(), "dead", "{}");
        redis.hset(KEYS.nodeStatus(), "gone", "{\"by\":\"pluginlb\"}");
        endpoint("GET /idle", now.minus(Duration.ofHours(25)), 5, "pluginlb");
        leadIsOver();
        lead("other");

        assertThat(collect()).isZero();
        pass(DEAD);
        assertThat(collect()).isZero();
        assertThat(redis.hlen(KEYS.status()) + redis.hlen(KEYS.nodeStatus()) + redis.hlen(KEYS.requestStats()))
                .isEqualTo(3);
    }

    @Test
    void whatChangedAfterItWasJudgedStays() {
        redis.hset(KEYS.status(), "n", "new");

        long gone = new DeleteScript(redis, KEYS).delete(lead, KEYS.status(), Map.of("n", "old"), List.of());

        assertThat(gone).isZero();
        assertThat(redis.hget(KEYS.status(), "n")).isEqualTo("new");
    }

    @Test
    void keysOfAnotherTypeAreJunkAndTheRestIsCollected() {
        redis.set(KEYS.status(), "text");
        redis.set(KEYS.requestStats(), "text");
        redis.set(KEYS.controllers(), "text");
        redis.hset(KEYS.flushed(), "x", "life 1");
        redis.hset(KEYS.nodeStatus(), "gone", "{\"by\":\"pluginlb\"}");

        assertThat(collect()).isEqualTo(1);
        pass(Duration.ofMinutes(11));
        collect();
        assertThat(junk.count()).isEqualTo(3);
    }

    private long collect() {
        return collector.collect(lead, NODES, now, now);
    }

    private void endpoint(String key, Instant lastUpdate, int samples, String by) {
        String window = "1,".repeat(samples - 1) + "1";
        redis.hset(
                KEYS.requestStats(),
                key,
                "{\"total\":" + samples + ",\"window_ms\":[" + window + "],\"last_update\":"
                        + lastUpdate.getEpochSecond() + ",\"by\":\"" + by + "\"}");
    }
}
