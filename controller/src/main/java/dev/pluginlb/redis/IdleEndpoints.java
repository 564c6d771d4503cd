package dev.pluginlb.redis;

import dev.pluginlb.traffic.ClassRule;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which endpoints' statistics may go. Only ever such as bear our mark. */
final class IdleEndpoints {

    private final ClassRule rule;
    private final StatsCodec codec;
    private final Duration idleExpiry;
    private final int maxEndpoints;

    private record Known(String field, String raw, StatsCodec.Entry entry) {}

    IdleEndpoints(ClassRule rule, Duration idleExpiry, int maxEndpoints) {
        this.rule = rule;
        this.codec = new StatsCodec(rule);
        this.idleExpiry = idleExpiry;
        this.maxEndpoints = maxEndpoints;
    }

    /** Those that are idle; and when there are too many, of the others those seen too seldom to be judged, oldest first. */
    Map<String, String> in(RawHash stats, Instant now) {
        Map<String, String> may = new HashMap<>();
        Map<String, Known> seldom = new HashMap<>();
        stats.entries()
                .forEach((field, raw) -> ours(field, raw).ifPresent(known -> {
                    if (isIdle(known.entry(), now)) {
                        may.put(field, raw);
                    } else if (known.entry().stats().window().count() < rule.minSamples()) {
                        seldom.put(field, known);
                    }
                }));
        seldom.values().stream()
                .sorted(Comparator.comparing(known -> known.entry().lastUpdate()))
                .limit(Math.max(0, stats.entries().size() - may.size() - maxEndpoints))
                .forEach(known -> may.put(known.field(), known.raw()));
        return may;
    }

    /** A time so far in the future is as wrong as one so far in the past. */
    private boolean isIdle(StatsCodec.Entry entry, Instant now) {
        return Duration.between(entry.lastUpdate(), now).abs().compareTo(idleExpiry) > 0;
    }

    private Optional<Known> ours(String field, String raw) {
        try {
            StatsCodec.Entry entry = codec.decode(raw);
            return entry.ours() ? Optional.of(new Known(field, raw, entry)) : Optional.empty();
        } catch (IllegalArgumentException somebodyElses) {
            return Optional.empty();
        }
    }
}
