package dev.pluginlb.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/**
 * A Lua script: what it does, Redis does in one step. Arguments are bytes, because a value that is compared may hold any.
 */
record Script(String lua) {

    /** @throws redis.clients.jedis.exceptions.JedisConnectionException if it is unknown whether the script has run */
    @Nullable
    Object run(UnifiedJedis redis, List<String> keys, List<byte[]> args) {
        return redis.eval(bytes(lua), keys.stream().map(Script::bytes).toList(), args);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] bytes(long number) {
        return bytes(Long.toString(number));
    }
}
