package dev.pluginlb.simulate;

import java.util.Random;

/** How the work of requests is distributed; in seconds. */
public interface Service {

    double mean();

    double next(Random random);

    /** Always the same. */
    static Service constant(double seconds) {
        return of(seconds, random -> seconds);
    }

    static Service exponential(double mean) {
        return of(mean, random -> -mean * Math.log(1 - random.nextDouble()));
    }

    /** {@code exp(mu + sigma z)}; its mean is {@code exp(mu + sigma^2 / 2)}, from which mu follows. */
    static Service lognormal(double mean, double sigma) {
        double mu = Math.log(mean) - sigma * sigma / 2;
        return of(mean, random -> Math.exp(mu + sigma * random.nextGaussian()));
    }

    /** A heavy tail: {@code P(X > x) = (least / x)^shape}; its mean is {@code least * shape / (shape - 1)}. */
    static Service pareto(double mean, double shape) {
        if (!(shape > 1)) {
            throw new IllegalArgumentException("shape: " + shape + " (expected: above 1, else there is no mean)");
        }
        double least = mean * (shape - 1) / shape;
        return of(mean, random -> least / Math.pow(1 - random.nextDouble(), 1 / shape));
    }

    private static Service of(double mean, Draw draw) {
        return new Service() {
            @Override
            public double mean() {
                return mean;
            }

            @Override
            public double next(Random random) {
                return draw.next(random);
            }
        };
    }

    /** One value. */
    interface Draw {
        double next(Random random);
    }
}
