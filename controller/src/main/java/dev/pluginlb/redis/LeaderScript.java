package dev.pluginlb.redis;

import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.UnifiedJedis;

/**
 * A script that only the leader may run. Its keys and arguments begin at 3; it returns a number other than 0.
 *
 * <p>A controller that was paused, or cut off, may still take itself for the leader. Redis knows better: the first lines
 * compare holder and term, in the same step as the writing.
 */
final class LeaderScript {

    private static final String GUARD = """
            if redis.call('GET', KEYS[1]) ~= ARGV[1] or redis.call('GET', KEYS[2]) ~= ARGV[2] then return 0 end
            """;

    private final Script script;

    LeaderScript(String body) {
        this.script = new Script(GUARD + body);
    }

    /** @return what the script returns; 0 if this leadership is over, and then nothing was done */
    long run(UnifiedJedis redis, Keys keys, Leadership leadership, List<String> otherKeys, List<byte[]> otherArgs) {
        List<String> names = new ArrayList<>(List.of(keys.leader(), keys.term()));
        names.addAll(otherKeys);
        List<byte[]> arguments = new ArrayList<>(leadership.arguments());
        arguments.addAll(otherArgs);
        return script.run(redis, names, arguments) instanceof Long answer ? answer : 0;
    }
}
