package dev.pluginlb.redis;

import dev.pluginlb.cluster.Heartbeat;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** What can be told of a Redis when it is not as expected. Confined to one thread; only reads. */
public final class RedisLook {

    private static final int STEPS = 100;
    private static final int AT_A_TIME = 1000;
    private static final String HEARTBEATS = new Keys("", "").daemonNodes();

    private final UnifiedJedis redis;

    public RedisLook(UnifiedJedis redis) {
        this.redis = redis;
    }

    /** Redis's own clock; empty where our user may not ask. */
    public Optional<Instant> time() {
        return RedisTime.ask(redis);
    }

    /** What the registries say of the nodes. */
    public List<Heartbeat> heartbeats(Keys keys, Junk junk) {
        return new RedisClusterSource(redis, keys, junk).read().registrations().heartbeats();
    }

    /** The prefixes under which daemons register, as far as some 100 000 keys tell. */
    public SortedSet<String> prefixes() {
        SortedSet<String> found = new TreeSet<>();
        ScanParams step = new ScanParams().match("*" + HEARTBEATS).count(AT_A_TIME);
        String cursor = ScanParams.SCAN_POINTER_START;
        for (int i = 0; i < STEPS; i++) {
            ScanResult<String> page = redis.scan(cursor, step);
            page.getResult().forEach(key -> found.add(key.substring(0, key.length() - HEARTBEATS.length())));
            cursor = page.getCursor();
            if (cursor.equals(ScanParams.SCAN_POINTER_START)) {
                return found;
            }
        }
        return found;
    }
}
