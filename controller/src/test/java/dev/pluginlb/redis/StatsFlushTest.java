package dev.pluginlb.redis;

import static dev.pluginlb.redis.StatsStoreTest.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.traffic.EndpointKey;
import dev.pluginlb.traffic.Samples;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatsFlushTest extends OnRedis {

    private final AtomicReference<Map<EndpointKey, Samples>> seen = new AtomicReference<>(Map.of());

    @Test
    void whatIsSeenIsFlushedSoonAndOnceMoreAtTheEnd() {
        StatsFlush flush = flush(Duration.ofMillis(20), 100);
        flush.start();
        seen.set(endpoints(0, 3));
        await().atMost(Duration.ofSeconds(30)).until(() -> flush.state().merged() == 3);
        assertThat(flush.state().lastSuccess()).contains(now);

        flush.close();
        StatsFlush never = flush(Duration.ofHours(1), 100);
        seen.set(endpoints(3, 5));
        never.close();
        assertThat(redis.hlen(KEYS.requestStats())).isEqualTo(5);
    }

    @Test
    void whileRedisIsAwayAsMuchAsFitsIsKeptAndThenMerged() {
        StatsFlush flush = flush(Duration.ofHours(1), 10);
        server.stop();
        try {
            seen.set(endpoints(0, 6));
            flush.flush();
            seen.set(endpoints(4, 20));
            flush.flush();
            assertThat(flush.state().failure()).isPresent();
            assertThat(flush.state().merged()).isZero();
            assertThat(flush.failures()).isEqualTo(2);
        } finally {
            server.restart();
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> {
            flush.flush();
            return flush.state().failure().isEmpty();
        });
        FlushState state = flush.state();
        assertThat(state.merged() + state.lost())
                .as("6 and 16 requests, none forgotten")
                .isEqualTo(22);
        assertThat(redis.hlen(KEYS.requestStats())).isEqualTo(10);
        assertThat(state.lastSuccess()).contains(now);
    }

    /** A password changed in the file and not yet in Redis: the controller was wired anew, and all of an outage was forgotten. */
    @Test
    void whatRedisDidNotTakeIsGoneOnFromByTheNextFlush() {
        Backlog backlog = new Backlog(100);
        server.stop();
        try {
            StatsFlush former = flush(Duration.ofHours(1), 100, backlog);
            seen.set(endpoints(0, 6));
            former.flush();
            seen.set(endpoints(3, 9));
            former.close();
        } finally {
            server.restart();
        }

        StatsFlush next = flush(Duration.ofHours(1), 100, backlog);
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            next.flush();
            return next.state().failure().isEmpty();
        });

        assertThat(next.state().merged()).as("6 and 6 requests").isEqualTo(12);
        assertThat(redis.hlen(KEYS.requestStats())).isEqualTo(9);
    }

    @Test
    void aFaultDoesNotEndTheFlushing() {
        AtomicBoolean broken = new AtomicBoolean(true);
        StatsFlush flush = new StatsFlush(
                StatsStoreTest.store(redis, junk, ME, 100),
                () -> {
                    if (broken.get()) {
                        throw new IllegalStateException("broken");
                    }
                    return endpoints(0, 1);
                },
                Duration.ofMillis(10),
                new Backlog(100),
                () -> now);
        flush.start();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> flush.state()
                        .failure()
                        .filter(why -> why.contains("broken"))
                        .isPresent());

        broken.set(false);

        await().atMost(Duration.ofSeconds(30)).until(() -> flush.state().merged() > 0);
        flush.close();
    }

    private StatsFlush flush(Duration every, int maxEndpoints) {
        return flush(every, maxEndpoints, new Backlog(maxEndpoints));
    }

    private StatsFlush flush(Duration every, int maxEndpoints, Backlog backlog) {
        return new StatsFlush(
                StatsStoreTest.store(redis, junk, ME, maxEndpoints),
                () -> seen.getAndSet(Map.of()),
                every,
                backlog,
                () -> now);
    }

    private static Map<EndpointKey, Samples> endpoints(int from, int to) {
        return IntStream.range(from, to)
                .boxed()
                .collect(Collectors.toMap(i -> new EndpointKey("GET /e" + i), i -> millis(7)));
    }
}
