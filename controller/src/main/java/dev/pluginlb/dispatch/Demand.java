package dev.pluginlb.dispatch;

/**
 * What is asked of the cluster.
 *
 * @param longRate long requests a second
 * @param longMean seconds that one keeps a node busy, waiting at the proxy left out; above 0
 * @param shortRate short requests a second
 * @param shortMean the same of a short one; above 0
 */
public record Demand(double longRate, double longMean, double shortRate, double shortMean) {

    private static final double TENTH = 0.1;

    /** @throws IllegalArgumentException if a number is out of its range */
    public Demand {
        if (!(longRate >= 0) || !(shortRate >= 0) || !(longMean > 0) || !(shortMean > 0)) {
            throw new IllegalArgumentException("demand: " + longRate + " x " + longMean + " s, " + shortRate + " x "
                    + shortMean + " s (expected: rates 0 or more, means above 0)");
        }
    }

    /** Whether the other differs by no more than a tenth, each rate and each mean. */
    boolean isLike(Demand other) {
        return near(longRate, other.longRate)
                && near(longMean, other.longMean)
                && near(shortRate, other.shortRate)
                && near(shortMean, other.shortMean);
    }

    private static boolean near(double one, double other) {
        return Math.abs(one - other) <= TENTH * Math.max(one, other);
    }

    /** Slots that long requests keep busy on average: rate x mean (Little's law). */
    public double longErlangs() {
        return longRate * longMean;
    }

    /** The same of short ones. */
    public double shortErlangs() {
        return shortRate * shortMean;
    }
}
