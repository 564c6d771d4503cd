package dev.pluginlb.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How often things happen now, from looks at counters that only rise: the difference of two looks, over the time between.
 *
 * <p>Each asking is a look, so nothing runs while nobody asks, and the first answer knows no rate. The base is the newest look
 * that is at least {@link #SPAN} old, else the oldest one; who asks seldom gets the mean since the last asking, up to {@link
 * #LONGEST}. Thread-safe.
 *
 * @param <K> what is counted
 */
final class Rates<K> {

    static final Duration SPAN = Duration.ofSeconds(8);
    static final Duration LONGEST = Duration.ofMinutes(1);

    /** Looks closer to each other add nothing but memory, of which one at 10 000 counters takes about a megabyte. */
    private static final Duration APART = Duration.ofSeconds(4);
    /** Differences over less say more of chance than of traffic. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final Deque<Look<K>> looks = new ArrayDeque<>();

    private record Look<K>(Instant at, Map<K, Long> totals) {}

    /**
     * The rates at one moment.
     *
     * @param over the time they are the mean of; zero while none is known
     */
    record Seen<K>(Duration over, Map<K, Long> before, Map<K, Long> now) {

        /** Per second; empty while not known, or where a counter began anew. */
        OptionalDouble of(K counted) {
            long more = now.getOrDefault(counted, 0L) - before.getOrDefault(counted, 0L);
            return over.isZero() || more < 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(more * 1000.0 / over.toMillis());
        }

        /** Of all counters together, but for those that began anew. */
        OptionalDouble ofAll() {
            return over.isZero()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(now.keySet().stream()
                            .mapToDouble(counted -> of(counted).orElse(0))
                            .sum());
        }
    }

    synchronized Seen<K> look(Instant now, Map<K, Long> totals) {
        Map<K, Long> kept = Map.copyOf(totals);
        looks.removeIf(
                look -> age(look, now).compareTo(LONGEST) > 0 || age(look, now).isNegative());
        while (looks.size() > 1 && age(second(), now).compareTo(SPAN) >= 0) {
            looks.removeFirst();
        }
        Seen<K> seen = looks.isEmpty() || age(looks.getFirst(), now).compareTo(SHORTEST) < 0
                ? new Seen<>(Duration.ZERO, Map.of(), kept)
                : new Seen<>(age(looks.getFirst(), now), looks.getFirst().totals(), kept);
        if (looks.isEmpty() || age(looks.getLast(), now).compareTo(APART) >= 0) {
            looks.addLast(new Look<>(now, kept));
        }
        return seen;
    }

    private Look<K> second() {
        return looks.stream().skip(1).findFirst().orElseThrow();
    }

    private static <K> Duration age(Look<K> look, Instant now) {
        return Duration.between(look.at(), now);
    }
}
