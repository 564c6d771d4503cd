package dev.pluginlb.redis;

import dev.pluginlb.testing.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/** A real Redis, empty for each test, and a clock that the test turns. */
abstract class OnRedis {

    static final Keys KEYS = new Keys("plugin_daemon", "eu:");
    static final ControllerId ME = new ControllerId("me");

    static RedisServer server;

    UnifiedJedis redis;
    final Junk junk = new Junk();
    Instant now = Instant.ofEpochSecond(1_785_000_000);

    @BeforeAll
    static void startServer() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void connect() {
        server.flush();
        redis = client();
    }

    @AfterEach
    void disconnect() {
        redis.close();
    }

    static UnifiedJedis client() {
        return RedisClient.builder()
                .hostAndPort(new HostAndPort(server.host(), server.port()))
                .build();
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** The lead, taken as an election would. */
    Leadership lead(String id) {
        return new LeaseRegister(redis, KEYS, new ControllerId(id), Duration.ofMinutes(1))
                .take(Optional.empty())
                .orElseThrow();
    }

    /** As if the lead's time had run out. */
    void leadIsOver() {
        redis.del(KEYS.leader());
    }

    /** What is published while the work is done. */
    static List<String> eventsOf(Runnable work) throws InterruptedException {
        List<String> heard = new CopyOnWriteArrayList<>();
        CountDownLatch listening = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        JedisPubSub subscription = new JedisPubSub() {
            @Override
            public void onSubscribe(String channel, int channels) {
                listening.countDown();
            }

            @Override
            public void onMessage(String channel, String message) {
                if (message.equals("end")) {
                    unsubscribe();
                } else {
                    heard.add(message);
                }
            }
        };
        Thread listener = new Thread(() -> {
            server.ask(jedis -> {
                jedis.subscribe(subscription, KEYS.events());
                return true;
            });
            ended.countDown();
        });
        listener.start();
        listening.await();
        work.run();
        server.ask(jedis -> jedis.publish(KEYS.events(), "end"));
        ended.await();
        return heard;
    }
}
