package dev.pluginlb.redis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Which keys hold another type of value than belongs there, asked in the pipeline of a reading: nothing can be read of such a
 * key, and Redis refuses what is written there. Confined to one thread.
 */
final class Types {

    private static final String HASH = "hash";
    private static final String SET = "set";
    private static final String STRING = "string";
    private static final String ABSENT = "none";

    private final Map<String, String> expected;
    private final Map<String, Supplier<String>> found = new LinkedHashMap<>();

    private Types(Map<String, String> expected) {
        this.expected = expected;
    }

    /** The answers are there when the pipeline was synchronised. */
    static Types ask(AbstractPipeline pipeline, Keys keys) {
        Types types = new Types(expected(keys));
        types.expected.keySet().forEach(key -> types.found.put(key, pipeline.type(key)));
        return types;
    }

    /** The most important ones first; those that each controller corrects by itself are not among them. */
    private static Map<String, String> expected(Keys keys) {
        Map<String, String> types = new LinkedHashMap<>();
        types.put(keys.daemonNodes(), HASH);
        types.put(keys.status(), HASH);
        types.put(keys.drained(), HASH);
        types.put(keys.main(), STRING);
        types.put(keys.daemonMaster(), STRING);
        types.put(keys.longRequests(), SET);
        types.put(keys.shortRequests(), SET);
        types.put(keys.requestStats(), HASH);
        types.put(keys.customStats(), HASH);
        types.put(keys.nodeStatus(), HASH);
        types.put(keys.controllers(), HASH);
        types.put(keys.flushed(), HASH);
        return types;
    }

    /** Each in a line, for operators. */
    List<String> lines() {
        return found.entrySet().stream()
                .flatMap(key -> line(key.getKey(), key.getValue()).stream())
                .toList();
    }

    private Optional<String> line(String key, Supplier<String> answer) {
        String wanted = expected.getOrDefault(key, ABSENT);
        return type(answer)
                .filter(type -> !type.equals(wanted) && !type.equals(ABSENT))
                .map(type -> "not read: " + key + " in Redis is a " + type + " (expected: a " + wanted
                        + "), what was read of it last goes on; see who writes there, and delete or rename it");
    }

    /** Empty where our user may not ask: then the reading only counts it among what makes no sense. */
    private static Optional<String> type(Supplier<String> answer) {
        try {
            return Optional.ofNullable(answer.get());
        } catch (JedisDataException refused) {
            return Optional.empty();
        }
    }
}
