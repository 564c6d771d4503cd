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

    /** @throws IllegalArgumentException if a number is out of its range */
    public Demand {
        if (!(longRate >= 0) || !(shortRate >= 0) || !(longMean > 0) || !(shortMean > 0)) {
            throw new IllegalArgumentException("demand: " + longRate + " x " + longMean + " s, " + shortRate + " x "
                    + shortMean + " s (expected: rates 0 or more, means above 0)");
        }
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
