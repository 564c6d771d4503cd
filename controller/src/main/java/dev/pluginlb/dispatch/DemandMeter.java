package dev.pluginlb.dispatch;

import dev.pluginlb.traffic.RequestClass;
import java.time.Duration;

/**
 * Measures the {@link Demand} from requests that have ended. What was seen a time {@code t} ago counts {@code
 * exp(-t / memory)}; sums are divided by the time that was seen, weighted alike, so that the first figures are right, too.
 *
 * <p>Bounded. Confined to one thread, or locked by its owner.
 */
public final class DemandMeter {

    private final double memory;
    private double seen;
    private final Sums shortOnes = new Sums();
    private final Sums longOnes = new Sums();

    /** @param memory a few hundred long requests should end in it; above 0 */
    public DemandMeter(Duration memory) {
        this.memory = memory.toNanos() / 1e9;
    }

    /**
     * Takes one request that has ended.
     *
     * @param took on its node, without the wait at the proxy
     * @param weight how many requests it stands for
     */
    public void add(RequestClass type, Duration took, long weight) {
        Sums sums = type == RequestClass.LONG ? longOnes : shortOnes;
        sums.count += weight;
        sums.seconds += weight * (took.toNanos() / 1e9);
    }

    /** Says that time has passed; to be called about once a second. */
    public void pass(Duration time) {
        double seconds = time.toNanos() / 1e9;
        double kept = Math.exp(-seconds / memory);
        seen = (seen + seconds) * kept;
        shortOnes.forget(kept);
        longOnes.forget(kept);
    }

    /** The demand as far as it was seen; rates of 0 where nothing was. */
    public Demand demand() {
        return new Demand(rate(longOnes), longOnes.mean(), rate(shortOnes), shortOnes.mean());
    }

    private double rate(Sums sums) {
        return seen > 0 && sums.seconds > 0 ? sums.count / seen : 0;
    }

    private static final class Sums {

        private double count;
        private double seconds;

        private void forget(double kept) {
            count *= kept;
            seconds *= kept;
        }

        private double mean() {
            return count > 0 && seconds > 0 ? seconds / count : 1;
        }
    }
}
