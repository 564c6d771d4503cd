package dev.pluginlb.bench.work;

import dev.pluginlb.bench.work.Job.Kind;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * What requests are like: short ones take 30 ms each, long ones are lognormal with a mean of 1.5 s and sigma 1 (half of them
 * below 0.91 s, one in a hundred above 9.3 s).
 *
 * @param longShare of the requests, not of the work
 * @param misclassified the share whose route says the wrong class
 */
public record Mix(double longShare, double misclassified) {

    static final Duration SHORT_WORK = Duration.ofMillis(30);
    static final Duration LONG_MEAN = Duration.ofMillis(1500);
    static final double SIGMA = 1;

    /** Half of the variance, so that the mean is as said. */
    private static final double MU = Math.log((double) LONG_MEAN.toNanos()) - SIGMA * SIGMA / 2;

    public Mix {
        if (!(longShare >= 0 && longShare <= 1 && misclassified >= 0 && misclassified <= 1)) {
            throw new IllegalArgumentException("share: " + longShare + ", " + misclassified + " (expected: 0 to 1)");
        }
    }

    public static Mix ofLong(double share) {
        return new Mix(share, 0);
    }

    /** The mean work of a request, in nanoseconds. */
    public double meanWork() {
        return longShare * LONG_MEAN.toNanos() + (1 - longShare) * SHORT_WORK.toNanos();
    }

    /** The mean work of a request of its longest class, in nanoseconds. */
    double longestMeanWork() {
        return (longShare > 0 ? LONG_MEAN : SHORT_WORK).toNanos();
    }

    Job draw(int id, SplittableRandom random) {
        Kind kind = random.nextDouble() < longShare ? Kind.LONG : Kind.SHORT;
        Kind seenAs = random.nextDouble() < misclassified ? kind.other() : kind;
        return new Job(id, kind, seenAs, work(kind, random));
    }

    private static long work(Kind kind, SplittableRandom random) {
        // Drawn in any case, so that traces of one seed differ in as little as their mixes do.
        double normal = gaussian(random);
        return kind == Kind.SHORT ? SHORT_WORK.toNanos() : (long) Math.exp(MU + SIGMA * normal);
    }

    /** Box and Muller. */
    private static double gaussian(SplittableRandom random) {
        double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
        return radius * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
