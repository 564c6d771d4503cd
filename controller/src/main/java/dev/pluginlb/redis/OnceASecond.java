package dev.pluginlb.redis;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A question to Redis that is asked at most once a second, however many want the answer. A Redis that hangs is not asked
 * more often either: its failure is an answer. Thread-safe; one asks, the others wait for it.
 */
final class OnceASecond<T> {

    private static final Duration KEPT = Duration.ofSeconds(1);

    private final Supplier<T> question;
    private final InstantSource clock;
    private @Nullable Kept<T> last;

    /** What came of the last question: an answer, or the failure that is thrown instead. */
    private record Kept<T>(Supplier<T> outcome, Instant askedAt) {}

    /** @param clock any that does not stand still */
    OnceASecond(Supplier<T> question, InstantSource clock) {
        this.question = question;
        this.clock = clock;
    }

    /** @throws JedisException if Redis does not answer, or refuses us */
    synchronized T answer() {
        Instant now = clock.instant();
        Kept<T> kept = last;
        if (kept == null || Duration.between(kept.askedAt(), now).abs().compareTo(KEPT) >= 0) {
            kept = ask(now);
            last = kept;
        }
        return kept.outcome().get();
    }

    private Kept<T> ask(Instant now) {
        try {
            T answer = question.get();
            return new Kept<>(() -> answer, now);
        } catch (JedisException failed) {
            return new Kept<>(
                    () -> {
                        throw failed;
                    },
                    clock.instant());
        }
    }
}
