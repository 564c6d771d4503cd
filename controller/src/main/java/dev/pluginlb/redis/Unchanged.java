package dev.pluginlb.redis;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tells for how long the entries of a hash have stood as they are, by our own clock: the clocks of those who wrote them
 * need not agree with it. Confined to one thread.
 */
final class Unchanged {

    private final Duration limit;
    private final Map<String, Seen> seen = new HashMap<>();

    private record Seen(String value, Instant since) {}

    Unchanged(Duration limit) {
        this.limit = limit;
    }

    /** Takes note of the hash as it is now, and gives the entries that were the same for longer than the limit. */
    Map<String, String> stale(RawHash hash, Instant now) {
        seen.keySet().retainAll(hash.entries().keySet());
        hash.entries()
                .forEach((field, value) -> seen.merge(
                        field, new Seen(value, now), (old, next) -> old.value().equals(value) ? old : next));
        return seen.entrySet().stream()
                .filter(entry -> Duration.between(entry.getValue().since(), now).compareTo(limit) > 0)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().value()));
    }
}
