package dev.pluginlb.dispatch;

import dev.pluginlb.traffic.RequestClass;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/**
 * Measures the {@link Demand} from requests that have ended. What was seen a time {@code t} ago counts {@code
 * exp(-t / memory)}; sums are divided by the time that was seen, weighted alike, so that the first figures are right, too.
 *
 * <p>A rate is measured over two memories. The long one is told, unless the short one is higher by more than chance makes
 * it ({@value #RISE} times): demand that rises after a quiet time is seen within some ten seconds, and for as long as it is
 * not, long requests would be held back for room that nobody has.
 *
 * <p>Bounded. Confined to one thread, or locked by its owner.
 */
public final class DemandMeter {

    private static final Duration STEADY = Duration.ofMinutes(2);
    private static final Duration QUICK = Duration.ofSeconds(10);
    private static final double RISE = 1.5;

    private final Window steady;
    private final Window quick;

    public DemandMeter() {
        this(STEADY, QUICK);
    }

    /**
     * @param steady for means, too: a few hundred long requests should end in it; above 0
     * @param quick for rates only; above 0
     */
    DemandMeter(Duration steady, Duration quick) {
        this.steady = new Window(steady);
        this.quick = new Window(quick);
    }

    /**
     * Takes one request that has ended.
     *
     * @param took on its node, without the wait at the proxy
     * @param weight how many requests it stands for
     */
    public void add(RequestClass type, Duration took, long weight) {
        steady.add(type, took, weight);
        quick.add(type, took, weight);
    }

    /** Says that time has passed; to be called about once a second. */
    public void pass(Duration time) {
        steady.pass(time);
        quick.pass(time);
    }

    /** The demand as far as it was seen; rates of 0 where nothing was. */
    public Demand demand() {
        return new Demand(
                rate(window -> window.rate(window.longOnes)),
                steady.longOnes.mean(),
                rate(window -> window.rate(window.shortOnes)),
                steady.shortOnes.mean());
    }

    private double rate(ToDoubleFunction<Window> of) {
        double usual = of.applyAsDouble(steady);
        double latest = of.applyAsDouble(quick);
        return latest > RISE * usual ? latest : usual;
    }

    /** One memory. */
    private static final class Window {

        private final double memory;
        private double seen;
        private final Sums shortOnes = new Sums();
        private final Sums longOnes = new Sums();

        private Window(Duration memory) {
            this.memory = seconds(memory);
        }

        private void add(RequestClass type, Duration took, long weight) {
            Sums sums = type == RequestClass.LONG ? longOnes : shortOnes;
            sums.count += weight;
            sums.seconds += weight * seconds(took);
        }

        private void pass(Duration time) {
            double kept = Math.exp(-seconds(time) / memory);
            seen = (seen + seconds(time)) * kept;
            shortOnes.forget(kept);
            longOnes.forget(kept);
        }

        private double rate(Sums sums) {
            return seen > 0 && sums.seconds > 0 ? sums.count / seen : 0;
        }

        private static double seconds(Duration time) {
            return time.toNanos() / 1e9;
        }
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
