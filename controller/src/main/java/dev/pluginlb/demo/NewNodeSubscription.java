package dev.pluginlb.demo;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.exceptions.JedisException;

/** Hears of nodes that join, on a connection and thread of its own; connects again a second after Redis went away. */
final class NewNodeSubscription implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NewNodeSubscription.class);

    private final RedisSite site;
    private final Runnable onJoin;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Jedis connection;

    NewNodeSubscription(RedisSite site, Runnable onJoin) {
        this.site = site;
        this.onJoin = onJoin;
    }

    void start() {
        Thread thread = new Thread(this::listen, "stand-in-joins");
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() {
        try {
            do {
                hear();
            } while (!closed.await(1, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hear() {
        try (Jedis jedis = new Jedis(site.place(), site.access())) {
            connection = jedis;
            if (closed.getCount() > 0) {
                jedis.subscribe(new Joins(), site.key("cluster-new-node-channel"));
            }
        } catch (JedisException e) {
            LOG.debug("not subscribed to {}: {}", site, e.toString());
        }
    }

    @Override
    public void close() {
        closed.countDown();
        Jedis open = connection;
        if (open != null) {
            try {
                open.disconnect();
            } catch (JedisException e) {
                LOG.debug("subscription already gone: {}", e.toString());
            }
        }
    }

    private final class Joins extends JedisPubSub {
        @Override
        public void onMessage(String channel, String message) {
            onJoin.run();
        }
    }
}
