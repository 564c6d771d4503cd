package dev.pluginlb.demo;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.SetParams;

/**
 * What one stand-in reads and writes in Redis, key by key as the official daemon does. Throws Jedis' exceptions when
 * Redis is away; the caller's loop outlives them. Safe from any thread.
 */
final class NodeRegistry implements AutoCloseable {

    private static final int LOCK_SECONDS = 5;
    private static final int LOCK_TRIES = 50;
    private static final Duration LOCK_PAUSE = Duration.ofMillis(20);
    private static final int MASTER_SECONDS = 2;

    private final RedisSite site;
    private final RedisClient redis;
    private final CountDownLatch closed = new CountDownLatch(1);

    NodeRegistry(RedisSite site) {
        this.site = site;
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(4);
        pool.setMinIdle(0);
        pool.setJmxEnabled(false);
        pool.setMaxWait(Duration.ofSeconds(1));
        redis = RedisClient.builder()
                .hostAndPort(site.place())
                .clientConfig(site.access())
                .poolConfig(pool)
                .build();
    }

    /** @throws UncheckedIOException if what stands there is no entry */
    Optional<NodeEntry> find(String nodeId) {
        return Optional.ofNullable(redis.hget(statusKey(), nodeId)).map(text -> Json.read(text, NodeEntry.class));
    }

    void put(String nodeId, NodeEntry entry) {
        redis.hset(statusKey(), nodeId, Json.write(entry));
    }

    void remove(String nodeId) {
        redis.hdel(statusKey(), nodeId);
    }

    /** Every readable entry; an unreadable one is passed over. */
    Map<String, NodeEntry> all() {
        Map<String, NodeEntry> entries = new LinkedHashMap<>();
        redis.hgetAll(statusKey()).forEach((nodeId, text) -> {
            try {
                entries.put(nodeId, Json.read(text, NodeEntry.class));
            } catch (UncheckedIOException unreadable) {
                // As the official daemon: one bad entry does not hide the others, and nobody is told.
            }
        });
        return entries;
    }

    void announce(String nodeId) {
        redis.publish(site.key("cluster-new-node-channel"), Json.write(Map.of("node_id", nodeId)));
    }

    /** The lock around one entry: 5 s long, tried every 20 ms for a second. */
    boolean lock(String nodeId) throws InterruptedException {
        for (int attempt = 0; attempt < LOCK_TRIES; attempt++) {
            if (closed.await(LOCK_PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
            if (redis.set(lockKey(nodeId), "1", SetParams.setParams().nx().ex(LOCK_SECONDS)) != null) {
                return true;
            }
        }
        return false;
    }

    /** Deletes the lock whoever holds it: the official daemon does not ask either. */
    void unlock(String nodeId) {
        redis.del(lockKey(nodeId));
    }

    boolean becomeMaster(String nodeId) {
        return redis.set(
                        site.key("cluster-master-preemption-lock").getBytes(StandardCharsets.UTF_8),
                        cborText(nodeId),
                        SetParams.setParams().nx().ex(MASTER_SECONDS))
                != null;
    }

    /** Prolongs the lock without looking whose it is, so two nodes may both believe to be master, as in the original. */
    void stayMaster() {
        redis.expire(site.key("cluster-master-preemption-lock"), MASTER_SECONDS);
    }

    private static byte[] cborText(String nodeId) {
        byte[] text = nodeId.getBytes(StandardCharsets.US_ASCII);
        byte[] cbor = new byte[text.length + 2];
        cbor[0] = 0x78;
        cbor[1] = (byte) text.length;
        System.arraycopy(text, 0, cbor, 2, text.length);
        return cbor;
    }

    private String statusKey() {
        return site.key("cluster-nodes-status-hash-map");
    }

    private String lockKey(String nodeId) {
        return site.key("cluster-update-node-status-lock:" + nodeId);
    }

    @Override
    public void close() {
        closed.countDown();
        redis.close();
    }
}
