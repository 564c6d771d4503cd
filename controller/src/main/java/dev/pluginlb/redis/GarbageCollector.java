package dev.pluginlb.redis;

import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.traffic.ClassRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import redis.clients.jedis.UnifiedJedis;

/**
 * Takes away what nobody will: registrations of nodes long dead, and pluginlb's own entries about what is gone. Never
 * looks at the official daemons' keys. What is deleted is what was judged, byte by byte, or it stays. To be called by the
 * leader every minute or so; confined to one thread.
 */
public final class GarbageCollector {

    private static final int DEAD_AFTER = 10;
    private static final int MOST_ENTRIES = 1_000_000;
    private static final Duration CONTROLLER_GONE = Duration.ofMinutes(10);

    private final UnifiedJedis redis;
    private final Keys keys;
    private final Tolerant tolerant;
    private final Sizes sizes = new Sizes();
    private final DeleteScript script;
    private final IdleEndpoints idle;
    private final Unchanged registrations;
    private final Unchanged controllers = new Unchanged(CONTROLLER_GONE);
    private final Unchanged flushes = new Unchanged(CONTROLLER_GONE);

    /**
     * When something is garbage.
     *
     * @param heartbeatTimeout a registration may go after ten times as long without a change
     * @param idleExpiry an endpoint may go after so long without a request
     * @param maxEndpoints above so many, endpoints that were seen seldom may go earlier
     */
    public record Rules(Duration heartbeatTimeout, Duration idleExpiry, int maxEndpoints, ClassRule rule) {}

    /**
     * What is known of the nodes.
     *
     * @param registered all, dead or alive
     * @param alive those that answer, be their heartbeats as old as they may
     */
    public record Nodes(Set<NodeId> registered, Set<NodeId> alive) {}

    public GarbageCollector(UnifiedJedis redis, Keys keys, Junk junk, Rules rules) {
        this.redis = redis;
        this.keys = keys;
        this.tolerant = new Tolerant(junk);
        this.script = new DeleteScript(redis, keys);
        this.idle = new IdleEndpoints(rules.rule(), rules.idleExpiry(), rules.maxEndpoints());
        this.registrations = new Unchanged(rules.heartbeatTimeout().multipliedBy(DEAD_AFTER));
    }

    /**
     * One round. A key of a wrong type, or too large, is junk and left alone.
     *
     * @param now from a clock that does not jump
     * @param redisNow of the clock of Redis: a leader whose own is a day ahead would find all endpoints idle
     * @return how many entries were deleted; none if this leadership is over
     * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer, or refuses us
     */
    public long collect(Leadership leadership, Nodes nodes, Instant now, Instant redisNow) {
        Round round = new Round(leadership);
        return round.in(keys.status(), hash -> dead(registrations.stale(hash, now), nodes))
                + round.in(keys.nodeStatus(), hash -> ofNobody(hash.entries(), nodes))
                + round.in(
                        keys.requestStats(), hash -> idle.in(hash, redisNow), keys.longRequests(), keys.shortRequests())
                + round.in(keys.controllers(), hash -> controllers.stale(hash, now))
                + round.in(keys.flushed(), hash -> ofNoController(flushes.stale(hash, now)));
    }

    private static Map<String, String> dead(Map<String, String> stale, Nodes nodes) {
        return where(stale, (id, json) -> !nodes.alive().contains(new NodeId(id)));
    }

    private static Map<String, String> ofNobody(Map<String, String> statuses, Nodes nodes) {
        return where(
                statuses,
                (id, json) ->
                        NodeStatus.decode(json).ours() && !nodes.registered().contains(new NodeId(id)));
    }

    private Map<String, String> ofNoController(Map<String, String> stale) {
        if (stale.isEmpty()
                || sizes.look(redis, Sizes.Key.hash(keys.controllers())).isTooLarge(keys.controllers())) {
            return Map.of();
        }
        Set<String> entered = tolerant.value(keys.controllers(), () -> redis.hkeys(keys.controllers()))
                .orElse(Set.of());
        return where(stale, (id, flush) -> !entered.contains(id));
    }

    /** Those of the entries; what cannot be understood is nobody's to delete. */
    private static Map<String, String> where(Map<String, String> entries, BiPredicate<String, String> isGarbage) {
        return entries.entrySet().stream()
                .filter(entry -> {
                    try {
                        return isGarbage.test(entry.getKey(), entry.getValue());
                    } catch (IllegalArgumentException notOurs) {
                        return false;
                    }
                })
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private final class Round {

        private final Leadership leadership;

        Round(Leadership leadership) {
            this.leadership = leadership;
        }

        long in(String key, Function<RawHash, Map<String, String>> garbage, String... sets) {
            Admission small = sizes.look(redis, Sizes.Key.hash(key, MOST_ENTRIES));
            small.tell(tolerant.junk());
            if (small.isTooLarge(key)) {
                return 0;
            }
            return tolerant.value(
                            key,
                            () -> script.delete(
                                    leadership, key, garbage.apply(RawHash.read(redis, key)), List.of(sets)))
                    .orElse(0L);
        }
    }
}
