package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.demo.StandInDaemon;
import dev.pluginlb.testing.RedisServer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisMonitor;
import redis.clients.jedis.exceptions.JedisException;

/** Nodes that announce themselves, with the Lua driver. How long it takes is held by scripts/churn.sh. */
class JoinTest {

    private static final int JOINS = 8;

    @TempDir
    Path folder;

    /**
     * Each node joins when the one before it has got its first request. Would any of that wait for what the controller does
     * unasked once a second (it reads Redis, and shows itself there), eight joins took eight of these rounds.
     */
    @Test
    void anAnnouncedNodeGetsItsFirstRequestBeforeRedisIsReadUnasked() {
        try (Cluster cluster = Cluster.in(folder).withLua().start(2);
                Traffic traffic = cluster.traffic();
                Rounds rounds = Rounds.of(cluster.redis())) {
            for (int join = 0; join < JOINS; join++) {
                StandInDaemon node = cluster.join();
                await().atMost(Cluster.DEADLINE).until(() -> traffic.answersOf(node) > 0);
            }

            assertThat(rounds.count()).isLessThan(JOINS - 1);
            assertThat(traffic.end().reasons()).isEmpty();
        }
    }

    /** Counts how often the controller shows itself, in the order in which Redis ran it among the joins. */
    private static final class Rounds extends JedisMonitor implements AutoCloseable {

        private final AtomicInteger count = new AtomicInteger();
        private final Jedis connection;

        private Rounds(RedisServer redis) {
            this.connection = new Jedis(redis.host(), redis.port());
        }

        /** Returns when a round has just begun. */
        static Rounds of(RedisServer redis) {
            Rounds rounds = new Rounds(redis);
            Thread thread = new Thread(rounds::listen, "rounds");
            thread.setDaemon(true);
            thread.start();
            await().atMost(Cluster.DEADLINE).until(() -> rounds.count.get() > 0);
            return rounds;
        }

        /** Since {@link #of}. */
        int count() {
            return count.get() - 1;
        }

        @Override
        public void onCommand(String text) {
            MonitorLine line = MonitorLine.parse(text);
            if (line.command().equals("HSET") && line.word(1).equals("pluginlb:controllers")) {
                count.incrementAndGet();
            }
        }

        private void listen() {
            try {
                connection.monitor(this);
            } catch (JedisException closed) {
                // The test is over.
            }
        }

        @Override
        public void close() {
            connection.close();
        }
    }
}
