package dev.pluginlb.redis;

import dev.pluginlb.traffic.EndpointKey;
import dev.pluginlb.traffic.Samples;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what was seen to Redis, again and again. What Redis does not take is kept and comes with the next flush, as much as the
 * backlog holds; other requests are given up and counted. One thread; the state may be read from any.
 */
public final class StatsFlush implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StatsFlush.class);

    private final StatsStore store;
    private final Seen seen;
    private final Backlog backlog;
    private final InstantSource clock;
    private final LongAdder failures = new LongAdder();
    private final Repeating rounds;
    private Optional<String> told = Optional.empty();
    private volatile FlushState state = FlushState.NEVER;

    /** What is to be flushed. */
    @FunctionalInterface
    public interface Seen {

        /** What has ended since the last call. */
        Map<EndpointKey, Samples> takeAway();

        /** The ages of requests that still run and are older than the threshold. */
        default Map<EndpointKey, List<Duration>> elders() {
            return Map.of();
        }
    }

    /**
     * Begins when it is started.
     *
     * @param every the pause between two flushes
     * @param backlog what an earlier one could not flush; what this one cannot is left there
     * @param clock wall time
     */
    public StatsFlush(StatsStore store, Seen seen, Duration every, Backlog backlog, InstantSource clock) {
        this.store = store;
        this.seen = seen;
        this.backlog = backlog;
        this.clock = clock;
        this.rounds = new Repeating("stats-flush", every, this::flush);
    }

    public void start() {
        rounds.start();
    }

    public FlushState state() {
        return state;
    }

    /** Flushes that Redis did not take, or not whole, since the start. */
    public long failures() {
        return failures.sum();
    }

    /** Flushes once more. What cannot be written is in the backlog then. */
    @Override
    public void close() {
        rounds.close();
        flush();
        synchronized (this) {
            backlog.keep(store.takeBackUnsent());
        }
    }

    /**
     * What must not happen, must not end the flushing either. What was in hand then is not tried again: part of it may
     * be counted already.
     */
    synchronized void flush() {
        try {
            long crowdedOut = backlog.keep(seen.takeAway());
            Map<EndpointKey, Samples> inHand = backlog.takeAway();
            MergeOutcome outcome = store.merge(inHand, seen.elders(), clock.instant());
            backlog.keep(outcome.unmerged());
            say(outcome);
            outcome.failure().ifPresent(why -> failures.increment());
            state = state.after(outcome, crowdedOut, clock.instant());
        } catch (RuntimeException fault) {
            failures.increment();
            LOG.error("a flush of the statistics failed", fault);
            state = state.failed(RootCause.words(fault));
        }
    }

    private void say(MergeOutcome outcome) {
        if (!outcome.away() && !outcome.failure().equals(told)) {
            told = outcome.failure();
            outcome.failure()
                    .ifPresentOrElse(
                            why -> LOG.warn("statistics are kept back: {}", why),
                            () -> LOG.info("statistics are written again"));
        }
    }
}
