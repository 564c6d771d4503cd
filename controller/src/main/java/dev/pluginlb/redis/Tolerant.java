package dev.pluginlb.redis;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import redis.clients.jedis.exceptions.JedisDataException;

/** Turns answers of Redis into values: what makes no sense is reported as junk and left out. Thread-safe. */
record Tolerant(Junk junk) {

    /** What {@code decode} makes of the text; empty when it throws an {@link IllegalArgumentException}. */
    <T> Optional<T> sensible(String where, String text, Function<String, T> decode) {
        try {
            return Optional.of(decode.apply(text));
        } catch (IllegalArgumentException bad) {
            junk.skip(where, String.valueOf(bad.getMessage()));
            return Optional.empty();
        }
    }

    /** The value of a key; empty when there is none or it has another type. */
    <T> Optional<T> value(String key, Supplier<T> response) {
        try {
            return Optional.ofNullable(response.get());
        } catch (JedisDataException refused) {
            if (!isWrongType(refused)) {
                throw refused;
            }
            wrongType(key);
            return Optional.empty();
        }
    }

    /** The sensible entries of a hash, at most {@code max} of them. */
    <K, V> Map<K, V> entries(
            String key,
            Supplier<Map<String, String>> response,
            int max,
            Function<String, K> name,
            BiFunction<K, String, V> decode) {
        Map<K, V> sensible = new LinkedHashMap<>();
        value(key, response).orElse(Map.of()).forEach((field, text) -> {
            if (sensible.size() == max) {
                junk.skip(key, "more than " + max + " entries");
                return;
            }
            String where = key + " " + field;
            sensible(where, field, name)
                    .ifPresent(known -> sensible(where, text, value -> decode.apply(known, value))
                            .ifPresent(good -> sensible.put(known, good)));
        });
        return sensible;
    }

    private void wrongType(String key) {
        junk.skip(key, "WRONGTYPE (expected: another type of value)");
    }

    static boolean isWrongType(JedisDataException refused) {
        return String.valueOf(refused.getMessage()).startsWith("WRONGTYPE");
    }
}
