package dev.pluginlb.redis;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;

/** The lead as it stands in Redis: taken when nobody has it, renewed and given back by its holder only. */
final class LeaseRegister {

    /**
     * A holder of another term is somebody else even under our own name: an answer that was lost, or a controller of the
     * same name. It is waited for, as for any other.
     *
     * <p>Both keys are pluginlb's own, so what no controller can have written is mended: it would otherwise keep everybody
     * from the lead for good.
     */
    private static final Script TAKE = new Script("""
            local leader, term, events = unpack(KEYS)
            local id, own, ttl, longest = unpack(ARGV)
            if redis.call('TYPE', leader).ok ~= 'string' then redis.call('DEL', leader) end
            local count = redis.call('TYPE', term).ok == 'string' and redis.call('GET', term) or ''
            if #count > 15 or not string.match(count, '^[1-9]%d*$') then redis.call('DEL', term) end
            local holder = redis.call('GET', leader)
            if holder == id and redis.call('GET', term) == own then
              redis.call('PEXPIRE', leader, ttl)
              return tonumber(own)
            end
            local left = redis.call('PTTL', leader)
            if left == -1 or left > tonumber(longest) then redis.call('PEXPIRE', leader, ttl) end
            if holder then return 0 end
            local next = redis.call('INCR', term)
            redis.call('SET', leader, id, 'NX', 'PX', ttl)
            redis.call('PUBLISH', events, 'leader')
            return next
            """);

    private static final LeaderScript RELEASE = new LeaderScript("""
            redis.call('DEL', KEYS[1])
            redis.call('PUBLISH', KEYS[3], 'leader')
            return 1
            """);

    private static final Duration AT_LEAST = Duration.ofMinutes(1);

    private final UnifiedJedis redis;
    private final Keys keys;
    private final ControllerId self;
    private final Duration ttl;

    LeaseRegister(UnifiedJedis redis, Keys keys, ControllerId self, Duration ttl) {
        this.redis = redis;
        this.keys = keys;
        this.self = self;
        this.ttl = ttl;
    }

    /** How long the lead lasts from the moment at which Redis grants or renews it. */
    Duration ttl() {
        return ttl;
    }

    /**
     * Renews the lead that this controller had last, or takes one that nobody has.
     *
     * @return the lead, under a new term unless it was renewed; empty if another has it
     * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer, or refuses us
     */
    Optional<Leadership> take(Optional<Leadership> former) {
        Object term = TAKE.run(
                redis,
                List.of(keys.leader(), keys.term(), keys.events()),
                List.of(
                        Script.bytes(self.value()),
                        Script.bytes(former.map(Leadership::term).orElse(0L)),
                        Script.bytes(ttl.toMillis()),
                        Script.bytes(longest().toMillis())));
        return term instanceof Long granted && granted > 0
                ? Optional.of(new Leadership(self, granted))
                : Optional.empty();
    }

    /** No controller takes the lead for longer, also where its settings are not quite ours. */
    private Duration longest() {
        Duration several = ttl.multipliedBy(10);
        return several.compareTo(AT_LEAST) > 0 ? several : AT_LEAST;
    }

    /** Gives the lead back at once; does nothing if it has passed to another. */
    void release(Leadership leadership) {
        RELEASE.run(redis, keys, leadership, List.of(keys.events()), List.of());
    }
}
