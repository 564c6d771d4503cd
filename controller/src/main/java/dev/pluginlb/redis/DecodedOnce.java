package dev.pluginlb.redis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The values of a hash that is read again and again: only entries that have changed since the last reading are decoded, since
 * between two readings most have not. Confined to one thread.
 */
final class DecodedOnce<T> {

    private final BiFunction<String, String, Optional<T>> decoder;
    private Map<String, Entry<T>> last = Map.of();

    private record Entry<T>(String text, Optional<T> value) {}

    /** @param decoder of field and text; empty for an entry to be left out */
    DecodedOnce(BiFunction<String, String, Optional<T>> decoder) {
        this.decoder = decoder;
    }

    /** The values of the hash as it is now. */
    List<T> values(Map<String, String> hash) {
        Map<String, Entry<T>> next = new HashMap<>();
        List<T> values = new ArrayList<>(hash.size());
        hash.forEach((field, text) -> {
            Entry<T> known = last.get(field);
            Entry<T> entry =
                    known != null && known.text().equals(text) ? known : new Entry<>(text, decoder.apply(field, text));
            next.put(field, entry);
            entry.value().ifPresent(values::add);
        });
        last = next;
        return values;
    }
}
