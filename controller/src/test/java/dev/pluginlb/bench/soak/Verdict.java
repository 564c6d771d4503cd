package dev.pluginlb.bench.soak;

/** Whether something grows by more than it may. */
enum Verdict {
    /** Surely by no more. */
    FLAT,
    /** Surely by more. */
    GROWS,
    /** The points lie too far apart to tell: no pass, and no proof of a leak; a longer run tells. */
    UNSURE;

    /** @param bound the most that it may grow in an hour; to shrink is always allowed */
    static Verdict on(Trend trend, double bound) {
        if (trend.most() <= bound) {
            return FLAT;
        }
        return trend.least() > bound ? GROWS : UNSURE;
    }
}
