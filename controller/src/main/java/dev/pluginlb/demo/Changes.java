package dev.pluginlb.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import redis.clients.jedis.Jedis;

/**
 * A hundred changes in ten seconds: nodes that answer all the time leave and come back in {@code cluster:status}, each
 * after the next has left, so that no two states that follow each other are the same.
 *
 * @param others stand-ins that register themselves elsewhere
 */
record Changes(RedisSite redis, List<NodeProcess> others, ChurnWatch watch, InstantSource clock) {

    private static final int CHANGES = 100;
    private static final Duration EVERY = Duration.ofMillis(100);

    void begin() throws Exception {
        for (NodeProcess other : others) {
            watch.await("a node", () -> other.nodeId().isPresent());
            register(other);
        }
    }

    /** Returns when the last one was made, which leaves all of them in but {@link #leftOut}. */
    Instant make() throws Exception {
        Instant next = clock.instant();
        for (int change = 0; change < CHANGES; change++) {
            int turn = change / 2 + others.size();
            if (change % 2 == 0) {
                forget(others.get(turn % others.size()));
            } else {
                register(others.get((turn - 1) % others.size()));
            }
            next = next.plus(EVERY);
            watch.pause(Duration.between(clock.instant(), next));
        }
        others.forEach(this::register);
        forget(leftOut());
        return clock.instant();
    }

    NodeProcess leftOut() {
        return others.get(0);
    }

    private void register(NodeProcess node) {
        String id = node.nodeId().orElseThrow();
        String entry = Json.write(Map.of(
                "address", node.address(), "last_ping_at", clock.instant().getEpochSecond()));
        change(jedis -> jedis.hset("cluster:status", id, entry));
    }

    private void forget(NodeProcess node) {
        String id = node.nodeId().orElseThrow();
        change(jedis -> jedis.hdel("cluster:status", id));
    }

    private void change(Consumer<Jedis> change) {
        try (Jedis jedis = new Jedis(redis.place(), redis.access())) {
            change.accept(jedis);
            jedis.publish("pluginlb:events", "nodes");
        }
    }
}
