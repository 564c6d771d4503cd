package dev.pluginlb.bench.work;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Clients that ask again as soon as they are answered, each with requests of its own, which do not depend on when they are
 * asked for. A job's id is its client. They begin one after the other during the first half of the warm-up, at most two
 * seconds: a real listener has no room for thousands of connections at one moment.
 *
 * <p>Each client may be used by one thread at a time.
 */
public final class Clients {

    private static final Duration LONGEST_BEGINNING = Duration.ofSeconds(2);

    private final Mix mix;
    private final List<SplittableRandom> randoms;
    private final Duration warmUp;
    private final Duration counted;

    private Clients(Mix mix, List<SplittableRandom> randoms, Duration warmUp, Duration counted) {
        this.mix = mix;
        this.randoms = randoms;
        this.warmUp = warmUp;
        this.counted = counted;
    }

    public static Clients of(Cell cell, Duration warmUp, Duration counted, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<SplittableRandom> each =
                IntStream.range(0, cell.clients()).mapToObj(i -> random.split()).toList();
        return new Clients(cell.mix(), each, warmUp, counted);
    }

    public int count() {
        return randoms.size();
    }

    /** When a client begins. */
    public long begin(int client) {
        long beginning = Math.min(warmUp.toNanos() / 2, LONGEST_BEGINNING.toNanos());
        return beginning * client / count();
    }

    /** What a client asks for next. */
    public Job next(int client) {
        return mix.draw(client, randoms.get(client));
    }

    /** Whether an answer at that time counts. */
    public boolean counts(long answeredAt) {
        return answeredAt >= warmUp.toNanos() && answeredAt < end();
    }

    public long end() {
        return warmUp.plus(counted).toNanos();
    }
}
