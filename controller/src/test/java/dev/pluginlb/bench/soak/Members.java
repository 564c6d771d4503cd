package dev.pluginlb.bench.soak;

import dev.pluginlb.demo.RedisSite;
import dev.pluginlb.demo.StandInDaemon;
import dev.pluginlb.demo.StandInOptions;
import dev.pluginlb.testing.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;
import redis.clients.jedis.Jedis;

/**
 * The nodes: some register as stock daemons do, and one of these is killed now and then and rises at its address under a new id;
 * the others answer all the time, and leave and come back by what is written of them. Changed from one thread.
 */
final class Members implements AutoCloseable {

    private static final int STOCK = 4;
    private static final int OTHERS = 5;

    private final RedisServer redis;
    private final Random random;
    private final RedisSite site;
    private final List<StandInDaemon> stock = new ArrayList<>();
    private final List<StandInDaemon> others;
    private final List<StandInDaemon> away = new ArrayList<>();
    private final List<Instant> kills = new CopyOnWriteArrayList<>();

    Members(RedisServer redis, Random random) {
        this.redis = redis;
        this.random = random;
        this.site = RedisSite.of(redis.host(), redis.port());
        IntStream.range(0, STOCK).forEach(i -> stock.add(start(0)));
        StandInOptions elsewhere =
                StandInOptions.of(site.withKeyPrefix("elsewhere")).withVoteInterval(Duration.ZERO);
        this.others = IntStream.range(0, OTHERS)
                .mapToObj(i -> StandInDaemon.start(elsewhere))
                .toList();
        beat();
    }

    /** When nodes were killed. */
    List<Instant> kills() {
        return kills;
    }

    /** Of one of those that are there all the time but for a restart. */
    String anyAddress() {
        return "127.0.0.1:" + stock.get(random.nextInt(STOCK)).port();
    }

    /** One of the others leaves or comes back. */
    void change() {
        if (away.isEmpty() || (away.size() < OTHERS - 1 && random.nextBoolean())) {
            List<StandInDaemon> present =
                    others.stream().filter(one -> !away.contains(one)).toList();
            StandInDaemon leaver = present.get(random.nextInt(present.size()));
            away.add(leaver);
            write(jedis -> jedis.hdel("cluster:status", leaver.nodeId()));
        } else {
            register(away.remove(0));
        }
    }

    void restart() {
        int place = random.nextInt(STOCK);
        StandInDaemon old = stock.get(place);
        old.close();
        kills.add(Instant.now());
        stock.set(place, start(old.port()));
    }

    /** The others' heartbeats. */
    void beat() {
        others.stream().filter(one -> !away.contains(one)).forEach(this::register);
    }

    @Override
    public void close() {
        stock.forEach(StandInDaemon::close);
        others.forEach(StandInDaemon::close);
    }

    private StandInDaemon start(int port) {
        return StandInDaemon.start(StandInOptions.of(site).withPort(port));
    }

    private void register(StandInDaemon node) {
        String entry = "{\"address\":\"127.0.0.1:%d\",\"last_ping_at\":%d}"
                .formatted(node.port(), Instant.now().getEpochSecond());
        write(jedis -> jedis.hset("cluster:status", node.nodeId(), entry));
    }

    private void write(Function<Jedis, Long> change) {
        redis.ask(jedis -> change.apply(jedis) + jedis.publish("pluginlb:events", "nodes"));
    }
}
