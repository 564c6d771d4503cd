package dev.pluginlb.redis;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import redis.clients.jedis.Response;

/**
 * Which keys are small enough to be read.
 *
 * @param refused the others, each with what is too much of it
 */
record Admission(Map<String, String> refused) {

    /** What is asked of the key; an answer of nothing where it is too large, which is not asked for. */
    <T> Supplier<T> ask(String key, Function<String, Response<T>> question) {
        return isTooLarge(key) ? () -> null : question.apply(key);
    }

    boolean isTooLarge(String key) {
        return refused.containsKey(key);
    }

    /** Each refusal in a line, for operators. */
    List<String> lines() {
        return refused.entrySet().stream()
                .map(
                        key -> "not read: " + key.getKey() + " in Redis holds " + key.getValue()
                                + ", what was read of it last goes on; see who writes there, and delete what does not belong there")
                .toList();
    }

    void tell(Junk junk) {
        refused.forEach((key, why) -> junk.skip(key, "holds " + why + " and is not read"));
    }
}
