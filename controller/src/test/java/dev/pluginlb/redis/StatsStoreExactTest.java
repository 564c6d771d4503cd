package dev.pluginlb.redis;

import static dev.pluginlb.redis.StatsStoreTest.millis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.redis.FaultyWire.Fault;
import dev.pluginlb.traffic.ClassRule;
import dev.pluginlb.traffic.EndpointKey;
import dev.pluginlb.traffic.EndpointStats;
import dev.pluginlb.traffic.Samples;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.UnifiedJedis;

/** Every request is counted once: with others that write at the same time, and over wires that break. */
class StatsStoreExactTest extends OnRedis {

    private static final ClassRule RULE = new ClassRule(Duration.ofSeconds(5), 5, 3, 0.8);
    private static final EndpointKey KEY = new EndpointKey("GET /counted");

    private FaultyWire wire;
    private UnifiedJedis faulty;

    @BeforeEach
    void connectByWire() throws IOException {
        wire = new FaultyWire(server.port());
        faulty = wire.client();
    }

    @AfterEach
    void cut() throws IOException {
        faulty.close();
        wire.close();
    }

    @Test
    void threeControllersWithTenThousandSamplesEachMakeThirtyThousand() {
        List<CompletableFuture<Void>> controllers = IntStream.rangeClosed(1, 3)
                .mapToObj(controller -> CompletableFuture.runAsync(() -> tenThousand(controller)))
                .toList();
        controllers.forEach(CompletableFuture::join);

        List<EndpointStats> all =
                IntStream.range(0, 3).mapToObj(i -> known(endpoint(i))).toList();
        assertThat(all.stream().mapToLong(EndpointStats::total).sum()).isEqualTo(30_000);
        assertThat(all.stream().map(EndpointStats::max).max(Duration::compareTo))
                .contains(Duration.ofMillis(39_999));
        assertThat(all).allSatisfy(stats -> {
            assertThat(stats.window().count()).isEqualTo(5);
            assertThat(stats.window().durations())
                    .allSatisfy(
                            duration -> assertThat(duration).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(40)));
        });
    }

    /** Every duration of theirs says whose it is: 10 000 to 19 999 ms are the first one's. */
    private void tenThousand(int controller) {
        try (UnifiedJedis own = client()) {
            StatsStore store = store(own, "c" + controller);
            Random random = new Random(controller);
            Map<EndpointKey, Samples> waiting = new HashMap<>();
            for (int i = 0; i < 10_000; i++) {
                Samples sample = Samples.of(Duration.ofMillis(controller * 10_000L + i));
                waiting.merge(endpoint(random.nextInt(3)), sample, Samples::plus);
                if (i % 50 == 0) {
                    waiting = new HashMap<>(store.merge(waiting, now).unmerged());
                }
            }
            MergeOutcome outcome = store.merge(waiting, now);
            while (outcome.failure().isPresent()) {
                outcome = store.merge(outcome.unmerged(), now);
            }
        }
    }

    @Test
    void aFlushWhoseAnswerIsLostIsCountedOnce() {
        StatsStore store = store(faulty, "me");
        wire.next(Fault.ANSWER_LOST);

        MergeOutcome lost = store.merge(Map.of(KEY, millis(1, 2, 3)), now);
        assertThat(lost.failure()).isPresent();
        assertThat(lost.unmerged()).as("it may have been counted").isEmpty();

        assertThat(store.merge(Map.of(KEY, millis(4)), now).failure()).isEmpty();
        assertThat(known(KEY).total()).isEqualTo(4);
    }

    @Test
    void aFlushThatArrivesAfterItsRepetitionIsCountedOnce() throws IOException {
        StatsStore store = store(faulty, "me");
        wire.next(Fault.HELD_BACK);
        store.merge(Map.of(KEY, millis(1, 2, 3)), now);

        // What the late one expects to find is nothing, and nothing is what it finds.
        store.merge(Map.of(), now);
        server.ask(jedis -> jedis.del(KEYS.requestStats()));
        wire.letArrive();

        assertThat(redis.exists(KEYS.requestStats())).isFalse();
    }

    @Test
    void onAWireThatBreaksAllTheTimeEveryRequestIsCountedOnce() throws IOException {
        Random random = new Random(11);
        StatsStore store = store(faulty, "me");
        Map<EndpointKey, Samples> waiting = new HashMap<>();
        long sent = 0;
        for (int flush = 0; flush < 150; flush++) {
            wire.next(List.of(Fault.values()).get(random.nextInt(Fault.values().length)));
            waiting.merge(endpoint(random.nextInt(3)), millis(flush + 1), Samples::plus);
            sent++;
            waiting = new HashMap<>(store.merge(waiting, now).unmerged());
            if (random.nextInt(4) == 0) {
                wire.letArrive();
            }
        }
        while (store.merge(Map.of(), now).failure().isPresent()) {
            wire.letArrive();
        }
        sent -= waiting.values().stream().mapToLong(Samples::count).sum();

        assertThat(IntStream.range(0, 3)
                        .mapToLong(i -> known(endpoint(i)).total())
                        .sum())
                .isEqualTo(sent);
    }

    @Test
    void whatRedisCannotTakeComesBack() {
        StatsStore store = store(faulty, "me");
        Map<EndpointKey, Samples> many = new HashMap<>();
        IntStream.range(0, 450).forEach(i -> many.put(endpoint(i), millis(1)));
        wire.next(Fault.NONE, Fault.ANSWER_LOST);

        MergeOutcome outcome = store.merge(many, now);

        assertThat(outcome.merged()).isEqualTo(200);
        assertThat(outcome.unmerged()).hasSize(50);
        assertThat(outcome.failure()).isNotEqualTo(Optional.empty());
        assertThat(store.merge(outcome.unmerged(), now).merged()).isEqualTo(250);
        assertThat(redis.hlen(KEYS.requestStats())).isEqualTo(450);
    }

    private StatsStore store(UnifiedJedis over, String id) {
        return StatsStoreTest.store(over, new Junk(), new ControllerId(id), 1000);
    }

    private EndpointStats known(EndpointKey key) {
        String json = redis.hget(KEYS.requestStats(), key.value());
        return json == null
                ? EndpointStats.none(RULE)
                : new StatsCodec(RULE).decode(json).stats();
    }

    private static EndpointKey endpoint(int i) {
        return new EndpointKey("GET /e" + i);
    }
}
