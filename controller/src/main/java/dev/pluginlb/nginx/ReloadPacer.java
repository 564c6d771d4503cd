package dev.pluginlb.nginx;

import java.time.Duration;
import java.time.Instant;

/**
 * Says when the next reload may happen: not while changes are still coming in, and not too often.
 *
 * <p>A change waits until no other has come for {@code debounce}, but at most {@code maxWait} after the first. Reloads
 * then take from a bucket of {@code burst} tokens that gains one every {@code minInterval}. Whatever has to wait is
 * applied later in its latest form; nothing is dropped. Pure but for the bucket; confined to one thread.
 */
public final class ReloadPacer {

    /**
     * The limits.
     *
     * @param burst reloads that may follow each other at once, at least 1
     */
    public record Limits(Duration debounce, Duration maxWait, Duration minInterval, int burst) {}

    /** How pressing a change is. */
    public enum Urgency {
        /** May wait for others to come. */
        ROUTINE,
        /**
         * A server leaves: requests go wrong until it is applied, so it waits for no more company than one debounce, and
         * for no old worker. The bucket holds for it, too: nodes that come and go must not make a reload each.
         */
        URGENT
    }

    /**
     * A change that is waiting.
     *
     * @param first when it began to differ from what is live
     * @param last when it changed last
     */
    public record Waiting(Instant first, Instant last, Urgency urgency) {}

    private final Limits limits;
    private double tokens;
    private Instant counted;

    public ReloadPacer(Limits limits, Instant now) {
        this.limits = limits;
        this.tokens = limits.burst();
        this.counted = now;
    }

    /** The earliest moment at which the change may be applied; not after {@code now} if it may be at once. */
    public Instant earliest(Waiting change, Instant now) {
        refill(now);
        Instant settled = settled(change);
        Instant affordable = tokens >= 1 ? now : now.plus(untilNextToken());
        return settled.isAfter(affordable) ? settled : affordable;
    }

    /** Takes the price of a reload, also of one that did not ask. */
    public void reloaded(Instant now) {
        refill(now);
        tokens = Math.max(0, tokens - 1);
    }

    private Instant settled(Waiting change) {
        if (change.urgency() == Urgency.URGENT) {
            return change.first().plus(limits.debounce());
        }
        Instant quiet = change.last().plus(limits.debounce());
        Instant ceiling = change.first().plus(limits.maxWait());
        return quiet.isBefore(ceiling) ? quiet : ceiling;
    }

    private void refill(Instant now) {
        double gained = (double) Duration.between(counted, now).toNanos()
                / limits.minInterval().toNanos();
        tokens = Math.min(limits.burst(), tokens + Math.max(0, gained));
        counted = now;
    }

    private Duration untilNextToken() {
        return Duration.ofNanos(
                (long) Math.ceil((1 - tokens) * limits.minInterval().toNanos()));
    }
}
