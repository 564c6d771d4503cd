package dev.pluginlb.redis;

import dev.pluginlb.cluster.Heartbeat;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
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

    /** @throws JedisException if Redis does not tell */
    public Instant time() {
        List<String> secondsAndMore = redis.executeCommand(
                new CommandObject<>(new CommandArguments(Protocol.Command.TIME), BuilderFactory.STRING_LIST));
        return Instant.ofEpochSecond(Long.parseLong(secondsAndMore.get(0)));
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
