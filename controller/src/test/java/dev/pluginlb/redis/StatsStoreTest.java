package dev.pluginlb.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.traffic.ClassRule;
import dev.pluginlb.traffic.EndpointKey;
import dev.pluginlb.traffic.EndpointStats;
import dev.pluginlb.traffic.Samples;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.UnifiedJedis;

class StatsStoreTest extends OnRedis {

    private static final ClassRule RULE = new ClassRule(Duration.ofSeconds(5), 5, 3, 0.8);
    private static final EndpointKey LLM = new EndpointKey("POST /plugin/:tenant_id/dispatch/llm/invoke a/b");
    private static final EndpointKey FAST = new EndpointKey("GET /fast");

    @Test
    void whatIsMergedIsReadBack() {
        StatsStore store = store(ME, 100);

        MergeOutcome outcome = store.merge(Map.of(FAST, millis(10, 20)), now);
        store.merge(Map.of(FAST, millis(60)), now);

        assertThat(outcome).isEqualTo(new MergeOutcome(2, 0, 0, Map.of(), Optional.empty(), false));
        assertThat(known(FAST))
                .isEqualTo(EndpointStats.none(RULE).with(millis(10, 20), RULE).with(millis(60), RULE));
        assertThat(junk.count()).isZero();
    }

    @Test
    void randomBatchesThroughRedisEqualTheFoldInMemory() {
        Random random = new Random(20_260_821);
        StatsStore store = store(ME, 1000);
        Map<EndpointKey, EndpointStats> expected = new HashMap<>();
        for (int flush = 0; flush < 60; flush++) {
            Map<EndpointKey, Samples> batch = IntStream.range(0, random.nextInt(450))
                    .mapToObj(i -> endpoint(random.nextInt(300)))
                    .distinct()
                    .collect(Collectors.toMap(key -> key, key -> randomSamples(random)));
            store.merge(batch, now);
            batch.forEach((key, samples) -> expected.merge(
                    key, EndpointStats.none(RULE).with(samples, RULE), (old, none) -> old.with(samples, RULE)));
        }

        expected.forEach((key, stats) -> assertThat(known(key)).as(key.value()).isEqualTo(stats));
        assertThat(redis.smembers(KEYS.longRequests()))
                .containsExactlyInAnyOrderElementsOf(expected.entrySet().stream()
                        .filter(entry -> entry.getValue().isLong())
                        .map(entry -> entry.getKey().value())
                        .toList());
    }

    @Test
    void ofEndpointsThatSomebodyElseCountsNothingIsTouchedUntilHeFallsSilent() {
        String theirs = "{\"total\":7,\"avg_ms\":5,\"max_ms\":9,\"window_ms\":[5],\"is_long\":false,\"last_update\":"
                + now.getEpochSecond() + "}";
        redis.hset(KEYS.requestStats(), FAST.value(), theirs);
        StatsStore store = store(ME, 100);

        MergeOutcome outcome = store.merge(Map.of(FAST, millis(10), LLM, millis(10)), now);
        assertThat(outcome.foreign()).isEqualTo(1);
        assertThat(outcome.merged()).isEqualTo(1);
        assertThat(redis.hget(KEYS.requestStats(), FAST.value())).isEqualTo(theirs);

        pass(Duration.ofSeconds(61));
        assertThat(store.merge(Map.of(FAST, millis(10)), now).merged()).isEqualTo(1);
        assertThat(known(FAST).total()).isEqualTo(8);
    }

    @Test
    void newEndpointsAreRefusedWhenThereAreTooManyAndKnownOnesGoOn() {
        StatsStore store = store(ME, 2);
        store.merge(Map.of(FAST, millis(1)), now);

        MergeOutcome outcome = store.merge(
                Map.of(
                        FAST,
                        millis(1),
                        endpoint(1),
                        millis(1, 1),
                        endpoint(2),
                        millis(1, 1),
                        endpoint(3),
                        millis(1, 1)),
                now);

        assertThat(outcome.refused()).isEqualTo(4);
        assertThat(outcome.merged()).isEqualTo(3);
        assertThat(outcome.unmerged()).isEmpty();
        assertThat(redis.hlen(KEYS.requestStats())).isEqualTo(2);
        assertThat(known(FAST).total()).isEqualTo(2);
    }

    @Test
    void anEndpointEntersAndLeavesTheSetsAndEachChangeIsSaidOnce() throws InterruptedException {
        StatsStore store = store(ME, 100);

        assertThat(eventsOf(() -> store.merge(Map.of(LLM, millis(6000, 6000, 6000)), now)))
                .containsExactly("classes");
        assertThat(redis.smembers(KEYS.longRequests())).containsExactly(LLM.value());

        assertThat(eventsOf(() -> store.merge(Map.of(LLM, millis(6000), FAST, millis(1, 1, 1)), now)))
                .isEmpty();

        assertThat(eventsOf(() -> store.merge(Map.of(LLM, millis(1, 1, 1, 1, 1)), now)))
                .containsExactly("classes");
        assertThat(redis.smembers(KEYS.longRequests())).isEmpty();
        assertThat(redis.smembers(KEYS.shortRequests()))
                .as("short, though its route usually is long")
                .containsExactly(LLM.value());
    }

    @Test
    void anEndpointIsLongWhileItsCallsHangAndNothingIsWrittenUntilThatChanges() throws InterruptedException {
        StatsStore store = store(ME, 100);
        Map<EndpointKey, List<Duration>> hanging =
                Map.of(FAST, List.of(Duration.ofSeconds(8), Duration.ofSeconds(7), Duration.ofSeconds(6)));
        store.merge(Map.of(FAST, millis(1, 1, 1, 1, 1)), now);

        assertThat(eventsOf(() -> store.merge(Map.of(FAST, millis(1_000_000)), Map.of(), now)))
                .as("one that has ended")
                .containsExactly("classes");
        store.merge(Map.of(FAST, millis(1, 1, 1, 1, 1)), now);
        assertThat(redis.smembers(KEYS.longRequests())).isEmpty();

        assertThat(eventsOf(() -> store.merge(
                        Map.of(), Map.of(FAST, List.of(Duration.ofSeconds(20), Duration.ofSeconds(20))), now)))
                .containsExactly("classes");
        assertThat(redis.smembers(KEYS.longRequests())).containsExactly(FAST.value());
        assertThat(known(FAST).total()).as("only those that have ended").isEqualTo(11);

        String written = redis.hget(KEYS.requestStats(), FAST.value());
        pass(Duration.ofSeconds(1));
        assertThat(eventsOf(() -> store.merge(Map.of(), hanging, now))).isEmpty();
        assertThat(redis.hget(KEYS.requestStats(), FAST.value())).isEqualTo(written);
    }

    @Test
    void fastRequestsAtAnotherControllerDoNotEndItWhileCallsHang() throws InterruptedException {
        StatsStore here = store(ME, 100);
        StatsStore elsewhere = store(new ControllerId("elsewhere"), 100);
        Map<EndpointKey, List<Duration>> hanging =
                Map.of(FAST, List.of(Duration.ofSeconds(6), Duration.ofSeconds(6), Duration.ofSeconds(6)));
        here.merge(Map.of(), hanging, now);

        assertThat(eventsOf(() -> {
                    for (int second = 0; second < 20; second++) {
                        pass(Duration.ofSeconds(1));
                        elsewhere.merge(Map.of(FAST, millis(1, 1, 1, 1, 1)), now);
                        here.merge(Map.of(), Map.of(FAST, List.of(Duration.ofSeconds(30))), now);
                    }
                }))
                .isEmpty();
        assertThat(redis.smembers(KEYS.longRequests())).containsExactly(FAST.value());

        pass(Hold.TIME);
        elsewhere.merge(Map.of(FAST, millis(1)), now);
        assertThat(redis.smembers(KEYS.longRequests()))
                .as("nothing hangs any more")
                .isEmpty();
        assertThat(known(FAST).total()).isEqualTo(101);
    }

    @Test
    void hangingCallsOfAnUnknownEndpointMakeAnEntryWithoutRequests() {
        MergeOutcome outcome = store(ME, 100)
                .merge(Map.of(), Map.of(FAST, List.of(RULE.threshold(), RULE.threshold(), Duration.ofSeconds(6))), now);

        assertThat(outcome).isEqualTo(new MergeOutcome(0, 0, 0, Map.of(), Optional.empty(), false));
        assertThat(known(FAST).isLong()).isTrue();
        assertThat(known(FAST).total()).isZero();
        assertThat(redis.smembers(KEYS.longRequests())).containsExactly(FAST.value());
    }

    @Test
    void keysOfAnotherTypeAreJunkAndTheSamplesWaitWithoutLoss() {
        for (String key : List.of(KEYS.requestStats(), KEYS.longRequests(), KEYS.shortRequests(), KEYS.flushed())) {
            server.flush();
            redis.set(key, "text");
            StatsStore store = store(ME, 100);
            long before = junk.count();

            MergeOutcome outcome = store.merge(Map.of(FAST, millis(1)), now);

            assertThat(outcome.failure()).as(key).isPresent();
            assertThat(junk.count()).as(key).isEqualTo(before + 1);
            redis.del(key);
            assertThat(store.merge(Map.of(), now).merged()).as(key).isEqualTo(1);
            assertThat(known(FAST).total()).as(key).isEqualTo(1);
        }
    }

    @Test
    void anEntryOfAnyBytesIsJunkAndReplaced() {
        byte[] bytes = new byte[2000];
        new Random(7).nextBytes(bytes);
        redis.hset(Script.bytes(KEYS.requestStats()), Script.bytes(FAST.value()), bytes);
        redis.hset(KEYS.requestStats(), LLM.value(), "");
        redis.hset(KEYS.flushed(), ME.value(), "no flush");

        MergeOutcome outcome = store(ME, 100).merge(Map.of(FAST, millis(1), LLM, millis(1)), now);

        assertThat(outcome.merged()).isEqualTo(2);
        assertThat(known(FAST).total()).isEqualTo(1);
        assertThat(known(LLM).total()).isEqualTo(1);
        assertThat(junk.count()).isEqualTo(2);
    }

    @Test
    void aControllerOfTheSameNameAfterARestartIsNotTakenForARepetition() {
        for (int life = 0; life < 3; life++) {
            StatsStore store = store(ME, 100);
            store.merge(Map.of(FAST, millis(1)), now);
        }

        assertThat(known(FAST).total()).isEqualTo(3);
    }

    private StatsStore store(ControllerId id, int maxEndpoints) {
        return store(redis, junk, id, maxEndpoints);
    }

    static StatsStore store(UnifiedJedis redis, Junk junk, ControllerId id, int maxEndpoints) {
        return new StatsStore(redis, KEYS, junk, id, new StatsStore.Rules(RULE, maxEndpoints));
    }

    private EndpointStats known(EndpointKey key) {
        return new StatsCodec(RULE)
                .decode(redis.hget(KEYS.requestStats(), key.value()))
                .stats();
    }

    private static EndpointKey endpoint(int i) {
        return new EndpointKey("GET /e" + i);
    }

    private static Samples randomSamples(Random random) {
        return IntStream.rangeClosed(0, random.nextInt(80))
                .mapToObj(i -> Samples.of(Duration.ofNanos(random.nextLong(10_000_000_000L))))
                .reduce(Samples::plus)
                .orElseThrow();
    }

    static Samples millis(int... durations) {
        return IntStream.of(durations)
                .mapToObj(millis -> Samples.of(Duration.ofMillis(millis)))
                .reduce(Samples::plus)
                .orElseThrow();
    }
}
