package dev.pluginlb.redis;

import dev.pluginlb.cluster.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import redis.clients.jedis.UnifiedJedis;

/**
 * The factors by which the nodes' weights are multiplied. Each controller measures for itself; the leader's factors are
 * everybody's, so that all render the same config.
 */
public final class SharedWeights {

    // Wider than what the policy of this version proposes and keeps to (half to double): these bounds only tell a
    // factor
    // from junk, and one of a controller of another version is not junk yet.
    private static final double MIN = 0.25;
    private static final double MAX = 4;

    private static final int MAX_NODES = 10_000;

    private static final LeaderScript REPLACE = new LeaderScript("""
            local weights, events = KEYS[3], KEYS[4]
            if redis.call('TYPE', weights).ok ~= 'hash' then redis.call('DEL', weights) end
            local same = redis.call('HLEN', weights) == (#ARGV - 2) / 2
            for i = 3, #ARGV, 2 do
              same = same and redis.call('HGET', weights, ARGV[i]) == ARGV[i + 1]
            end
            if same then return 1 end
            redis.call('DEL', weights)
            for i = 3, #ARGV, 2 do redis.call('HSET', weights, ARGV[i], ARGV[i + 1]) end
            redis.call('PUBLISH', events, 'weights')
            return 1
            """);

    private final UnifiedJedis redis;
    private final Keys keys;

    public SharedWeights(UnifiedJedis redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /**
     * Replaces all factors in one step, and says so if any is another than before.
     *
     * @param factors 0.25 to 4
     * @return whether this controller leads indeed; if not nothing was written
     * @throws IllegalArgumentException if a factor is out of range
     * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer, or refuses us
     */
    public boolean replace(Leadership leadership, Map<Address, Double> factors) {
        List<byte[]> arguments = new ArrayList<>();
        new TreeMap<>(factors).forEach((address, factor) -> {
            arguments.add(Script.bytes(address.toString()));
            arguments.add(Script.bytes(Double.toString(inRange(factor))));
        });
        return REPLACE.run(redis, keys, leadership, List.of(keys.weights(), keys.events()), arguments) != 0;
    }

    /** Empty when they cannot be read. */
    static Optional<Map<Address, Double>> decoded(Tolerant tolerant, Keys keys, Supplier<Map<String, String>> hash) {
        return tolerant.value(keys.weights(), hash)
                .map(entries -> tolerant.entries(
                        keys.weights(),
                        () -> entries,
                        MAX_NODES,
                        Address::parse,
                        (node, text) -> inRange(CustomStats.number(text))));
    }

    private static double inRange(double factor) {
        if (factor >= MIN && factor <= MAX) {
            return factor;
        }
        throw new IllegalArgumentException("factor: " + factor + " (expected: " + MIN + " to " + MAX + ")");
    }
}
