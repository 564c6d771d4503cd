package dev.pluginlb.redis;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import redis.clients.jedis.UnifiedJedis;

/**
 * Who runs. Every controller writes its own entry, and takes it away when it stops; what a killed one leaves, the leader
 * collects. All methods throw a {@link redis.clients.jedis.exceptions.JedisException} if Redis does not answer or refuses.
 */
public final class ControllerRegister implements AutoCloseable {

    private static final int MAX_CONTROLLERS = 1000;

    private final UnifiedJedis redis;
    private final Keys keys;
    private final ControllerId self;

    public ControllerRegister(UnifiedJedis redis, Keys keys, ControllerId self) {
        this.redis = redis;
        this.keys = keys;
        this.self = self;
    }

    /**
     * Says what this controller is and does; to be repeated well within 30 seconds.
     *
     * @throws IllegalArgumentException if it is about another controller
     */
    public void announce(RegisteredController own) {
        if (!own.id().equals(self)) {
            throw new IllegalArgumentException("id: " + own.id() + " (expected: " + self + ")");
        }
        redis.hset(keys.controllers(), self.value(), own.encode());
    }

    @Override
    public void close() {
        redis.hdel(keys.controllers(), self.value());
    }

    static List<RegisteredController> decoded(Tolerant tolerant, Keys keys, Supplier<Map<String, String>> hash) {
        String key = keys.controllers();
        return tolerant
                .entries(key, hash, MAX_CONTROLLERS, ControllerId::new, RegisteredController::decode)
                .values()
                .stream()
                .sorted(Comparator.comparing(RegisteredController::id))
                .toList();
    }
}
