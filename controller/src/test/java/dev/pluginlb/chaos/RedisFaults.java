package dev.pluginlb.chaos;

import java.time.Duration;
import java.util.List;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** Nothing may be lost by any of them: requests do not need Redis. */
final class RedisFaults {

    private static final String LAST_KNOWN = "the nodes are the last known ones";
    private static final String NODES = "plugin_daemon:cluster-nodes-status-hash-map";
    private static final String STATUS = "cluster:status";
    private static final String PASSWORD = "changed-meanwhile";

    private RedisFaults() {}

    static List<Fault> all() {
        return List.of(
                redis(
                                "redis-stopped",
                                "gone, and empty when it is back",
                                (site, hit) -> site.redis().stop(),
                                (site, hit) -> site.redis().restart())
                        .saying(LAST_KNOWN),
                redis(
                                "redis-paused",
                                "SIGSTOP",
                                (site, hit) -> site.redis().pause(),
                                (site, hit) -> site.redis().resume())
                        .saying(LAST_KNOWN),
                redis("redis-flushed", "FLUSHALL", (site, hit) -> site.redis().flush(), (site, hit) -> {}),
                redis(
                                "redis-slow",
                                "300 ms for each packet between it and the controller",
                                (site, hit) -> site.toRedis().slow(Duration.ofMillis(300)),
                                (site, hit) -> site.toRedis().heal())
                        .lasting(5),
                redis(
                                "redis-cut-off",
                                "nothing gets through between it and the controller",
                                (site, hit) -> site.toRedis().cut(),
                                (site, hit) -> site.toRedis().heal())
                        .saying(LAST_KNOWN),
                redis(
                                "redis-full",
                                "maxmemory reached: no writes, so no heartbeats",
                                (site, hit) -> memory(site, "1"),
                                (site, hit) -> memory(site, "0"))
                        .saying("OOM|memory")
                        .lasting(5),
                redis(
                                "redis-password",
                                "the password is changed, and who has the former one is thrown out",
                                (site, hit) -> lock(site),
                                (site, hit) -> unlock(site))
                        .saying("NOAUTH|WRONGPASS|[Pp]assword|[Aa]uthentication"),
                redis(
                                "redis-wrong-types",
                                "texts stand where the nodes are registered",
                                (site, hit) -> spoil(site),
                                (site, hit) -> clear(site))
                        .saying(NODES + " in Redis is a string .*" + STATUS + " in Redis is a string")
                        .lasting(5),
                redis(
                        "redis-subscription",
                        "subscribers are thrown out",
                        (site, hit) -> throwOut(site, ClientType.PUBSUB),
                        (site, hit) -> {}));
    }

    private static Fault redis(String name, String what, Fault.Step begin, Fault.Step end) {
        return Fault.of(Part.REDIS, name, what, begin, end);
    }

    private static void memory(Site site, String most) {
        site.redis().ask(jedis -> jedis.configSet("maxmemory", most));
    }

    private static void spoil(Site site) {
        site.redis().ask(jedis -> jedis.mset(NODES, "text", STATUS, "text"));
    }

    private static void clear(Site site) {
        site.redis().ask(jedis -> jedis.del(NODES, STATUS));
    }

    private static void throwOut(Site site, ClientType who) {
        site.redis().ask(jedis -> jedis.clientKill(new ClientKillParams().type(who)));
    }

    private static void lock(Site site) {
        site.redis().ask(jedis -> jedis.configSet("requirepass", PASSWORD));
        try (Jedis owner = owner(site)) {
            owner.clientKill(new ClientKillParams().type(ClientType.PUBSUB));
            owner.clientKill(new ClientKillParams().type(ClientType.NORMAL).skipMe(ClientKillParams.SkipMe.YES));
        }
    }

    private static void unlock(Site site) {
        try (Jedis owner = owner(site)) {
            owner.configSet("requirepass", "");
        }
    }

    private static Jedis owner(Site site) {
        Jedis jedis = new Jedis(site.redis().host(), site.redis().port());
        jedis.auth(PASSWORD);
        return jedis;
    }
}
