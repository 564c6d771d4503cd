package dev.pluginlb.redis;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Drain;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import redis.clients.jedis.UnifiedJedis;

/**
 * The addresses that are to get no new traffic, for all controllers and across restarts. Any controller writes, since it is
 * an operator's word. Both methods tell the others in the same step, and throw a {@link
 * redis.clients.jedis.exceptions.JedisException} if Redis does not answer or refuses.
 */
public final class DrainRegister {

    private static final int MAX_DRAINED = 10_000;
    private static final Drain UNSAID = new Drain("", Instant.EPOCH, "");
    private static final String WHO = "who";
    private static final String SINCE = "at";
    private static final String WHY = "why";

    private static final Script ENTER = new Script("""
            if redis.call('TYPE', KEYS[1]).ok ~= 'hash' then redis.call('DEL', KEYS[1]) end
            redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
            redis.call('PUBLISH', KEYS[2], 'drained')
            """);

    private static final Script TAKE_OUT = new Script("""
            if redis.call('TYPE', KEYS[1]).ok ~= 'hash' then redis.call('DEL', KEYS[1]) end
            redis.call('HDEL', KEYS[1], ARGV[1])
            redis.call('PUBLISH', KEYS[2], 'drained')
            """);

    private final UnifiedJedis redis;
    private final Keys keys;

    public DrainRegister(UnifiedJedis redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** Replaces what was said of the address before. */
    public void enter(Address node, Drain drain) {
        ENTER.run(redis, names(), List.of(Script.bytes(node.toString()), Script.bytes(encode(drain))));
    }

    /** Does nothing but tell when the address is not entered. */
    public void takeOut(Address node) {
        TAKE_OUT.run(redis, names(), List.of(Script.bytes(node.toString())));
    }

    /**
     * Who is entered is drained, whatever is said about it: a value that makes no sense must not bring traffic back.
     *
     * @return empty when the key holds something else than a hash
     */
    static Optional<Map<Address, Drain>> decoded(Tolerant tolerant, Keys keys, Supplier<Map<String, String>> hash) {
        return tolerant.value(keys.drained(), hash)
                .map(entries -> tolerant.entries(
                        keys.drained(),
                        () -> entries,
                        MAX_DRAINED,
                        Address::parse,
                        (node, json) -> tolerant.sensible(keys.drained() + " " + node, json, DrainRegister::decode)
                                .orElse(UNSAID)));
    }

    private List<String> names() {
        return List.of(keys.drained(), keys.events());
    }

    private static String encode(Drain drain) {
        return JsonFields.text(JsonFields.plain()
                .put(WHO, drain.who())
                .put(SINCE, drain.since().getEpochSecond())
                .put(WHY, drain.why()));
    }

    private static Drain decode(String json) {
        JsonFields fields = JsonFields.parse(json);
        return new Drain(fields.words(WHO), fields.time(SINCE), fields.words(WHY));
    }
}
