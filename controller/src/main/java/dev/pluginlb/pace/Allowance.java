package dev.pluginlb.pace;

import java.time.Duration;

/**
 * Keeps what is repeated without an end down to a rate, and lets what comes rarely go on at once.
 *
 * <p>Every act has a price in time. Time that passes pays for it, and so much of it as the credit says may have passed
 * before: after a rest, a few acts need no pause between them. Confined to one thread; the time is passed in, in
 * nanoseconds of whatever origin.
 */
public final class Allowance {

    private final long credit;
    private long paidUntil;

    /** @param credit how much time that went by unused may be used later; not negative */
    public Allowance(Duration credit, long now) {
        this.credit = credit.toNanos();
        this.paidUntil = now - this.credit;
    }

    /**
     * Pays for an act that has just ended.
     *
     * @param price the time that must go by for each such act, in the long run
     * @return the pause until the next one; zero while there is credit
     */
    public Duration pay(Duration price, long now) {
        paidUntil = Math.max(paidUntil, now - credit) + price.toNanos();
        return Duration.ofNanos(Math.max(0, paidUntil - now));
    }
}
