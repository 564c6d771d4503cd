package dev.pluginlb.redis;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was made of a hash that is read again and again, for when it comes back as it was. Confined to one thread. */
final class MadeOnce<T> {

    private @Nullable Last<T> last;

    private record Last<T>(Map<String, String> hash, T value) {}

    /** What {@code make} makes of the hash, or has made of it the last time. */
    T of(Map<String, String> hash, Function<Map<String, String>, T> make) {
        Last<T> known = last;
        if (known == null || !known.hash().equals(hash)) {
            known = new Last<>(hash, make.apply(hash));
            last = known;
        }
        return known.value();
    }
}
