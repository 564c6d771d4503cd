package dev.pluginlb.e2e;

import static org.awaitility.Awaitility.await;

import dev.pluginlb.demo.RedisSite;
import dev.pluginlb.demo.StandInDaemon;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import redis.clients.jedis.Jedis;

/** Writes who belongs to a cluster, as any service may: in {@code cluster:status}, with a word on the channel. */
record Registry(Cluster cluster) {

    /** Stand-ins that answer, and register themselves elsewhere. */
    List<StandInDaemon> bystanders(int count) {
        RedisSite elsewhere =
                RedisSite.of(cluster.redis().host(), cluster.redis().port()).withKeyPrefix("elsewhere");
        return IntStream.range(0, count)
                .mapToObj(i -> cluster.join(options -> options.withRedis(elsewhere)))
                .toList();
    }

    /** Makes so many changes: nodes leave, and each comes back after the next has left; at the end all are back. */
    void churn(List<StandInDaemon> nodes, int changes, Duration every) {
        AtomicInteger made = new AtomicInteger();
        await().atMost(Cluster.DEADLINE)
                .pollDelay(Duration.ZERO)
                .pollInterval(every)
                .until(() -> change(nodes, made.getAndIncrement()) == changes);
        nodes.forEach(this::add);
    }

    private int change(List<StandInDaemon> nodes, int number) {
        int turn = number / 2 + nodes.size();
        if (number % 2 == 0) {
            remove(nodes.get(turn % nodes.size()));
        } else {
            add(nodes.get((turn - 1) % nodes.size()));
        }
        return number + 1;
    }

    void add(StandInDaemon node) {
        String entry = "{\"address\":\"127.0.0.1:%d\",\"last_ping_at\":%d}"
                .formatted(node.port(), Instant.now().getEpochSecond());
        change(jedis -> jedis.hset("cluster:status", node.nodeId(), entry));
    }

    void remove(StandInDaemon node) {
        change(jedis -> jedis.hdel("cluster:status", node.nodeId()));
    }

    private void change(Function<Jedis, Long> how) {
        cluster.redis().ask(jedis -> how.apply(jedis) + jedis.publish("pluginlb:events", "nodes"));
    }
}
