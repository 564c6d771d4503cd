package dev.pluginlb.dispatch;

/**
 * How much longer than usual requests take, by the number of requests that the node had before them; and at which number
 * that begins.
 *
 * <p>For each number {@code k} below {@value #MOST}: how many requests, how many of them took more than 1.5 times their
 * usual time, and the sum of their stretches (each bounded by {@value #MOST_STRETCH}). A number that has {@value #CAP} requests
 * forgets half of them, so each holds the newest, however often it is seen: what is known of a full node stays
 * known while holding keeps nodes from being full.
 *
 * <p>The slots are the first {@code k} whose share of slow requests is beyond that of all {@code j < k} together
 *
 * <ul>
 *   <li>by no accident: the logarithm of the likelihood ratio (two binomial shares against one) is at least
 *       {@value #SURE};
 *   <li>by something that matters: 0.05, and a fifth of how far the next number's share is beyond it, since counts that
 *       are a moment old put a few requests one number too low.
 * </ul>
 *
 * <p>Where {@code c} processors are shared requests get slower from {@code c} on, too, but little by little: {@code (k + 1) /
 * c} times. So there are no slots where requests of the upper fifth below the number already take more than {@value
 * #FLAT} times as long as those below them, or where those from {@code k = c} to {@code 1.5 c} are not stretched at
 * least twice as far as sharing would.
 */
final class StretchCurve {

    static final int MOST = 256;
    private static final int CAP = 512;
    private static final int VISITS = 4096;
    private static final int ENOUGH = 5;
    private static final double SLOW = 1.5;
    private static final double MOST_STRETCH = 10;
    private static final double SURE = 8;
    private static final double FLAT = 1.1;

    private final float[] count = new float[MOST];
    private final float[] slow = new float[MOST];
    private final float[] stretch = new float[MOST];
    private final float[] visits = new float[MOST];
    private double allVisits;
    private int low;
    private int found;

    /** A request was sent when the node had so many. */
    void visit(int inFlight) {
        if (inFlight < MOST) {
            visits[inFlight]++;
            allVisits++;
        }
        if (allVisits >= VISITS) {
            halve(visits);
            allVisits /= 2;
        }
    }

    /** It took so many times its usual time. */
    void add(int inFlight, double times) {
        if (inFlight >= MOST) {
            return;
        }
        count[inFlight]++;
        slow[inFlight] += times > SLOW ? 1 : 0;
        stretch[inFlight] += (float) Math.min(times, MOST_STRETCH);
        if (count[inFlight] >= CAP) {
            count[inFlight] /= 2;
            slow[inFlight] /= 2;
            stretch[inFlight] /= 2;
        }
    }

    private static void halve(float[] values) {
        for (int k = 0; k < values.length; k++) {
            values[k] /= 2;
        }
    }

    /** The number up to which little is in flight: what a tenth of the visits do not exceed. */
    int lowCount() {
        return low;
    }

    /** 0 if there are none, as far as this tells. */
    int slots() {
        int rise = rise();
        found = rise > 0 && isFlatBefore(rise) && isSteepFrom(rise) ? rise : 0;
        low = lowestTenth();
        return found;
    }

    private int lowestTenth() {
        int k = 0;
        for (double below = visits[0]; k < MOST - 1 && below < allVisits / 10; below += visits[k]) {
            k++;
        }
        return k;
    }

    /** The highest number that was seen often enough, with no number up to it that is slower than those below; or 0. */
    int cleanUpTo() {
        int rise = rise();
        int clean = 0;
        for (int k = 0; k < (rise > 0 ? rise : MOST); k++) {
            clean = count[k] >= 2 * ENOUGH ? k : clean;
        }
        return clean;
    }

    /** The first number that is slower than those below it; 0 if there is none. */
    private int rise() {
        double below = 0;
        double slowBelow = 0;
        for (int k = 0; k < MOST; k++) {
            if (count[k] >= ENOUGH && below >= 2 * ENOUGH && rises(k, slowBelow / below, below)) {
                return k;
            }
            below += count[k];
            slowBelow += slow[k];
        }
        return 0;
    }

    private boolean rises(int k, double usual, double below) {
        double beyond = share(k) - usual;
        return beyond >= 0.05 && beyond >= (nextShare(k) - usual) / 5 && ratio(k, usual, below) >= SURE;
    }

    private double nextShare(int k) {
        for (int next = k + 1; next < Math.min(MOST, k + 4); next++) {
            if (count[next] >= ENOUGH) {
                return share(next);
            }
        }
        return share(k);
    }

    private double share(int k) {
        return slow[k] / count[k];
    }

    private double ratio(int k, double usual, double below) {
        double both = (slow[k] + usual * below) / (count[k] + below);
        return count[k] * divergence(share(k), both) + below * divergence(usual, both);
    }

    /** Of one binomial share from another (Kullback and Leibler). */
    private static double divergence(double share, double from) {
        return term(share, from) + term(1 - share, 1 - from);
    }

    private static double term(double share, double from) {
        return share == 0 ? 0 : share * Math.log(share / from);
    }

    /** Whether requests of the upper fifth below take no longer than those below them. */
    private boolean isFlatBefore(int slots) {
        int middle = slots - Math.max(1, slots / 5);
        boolean toCompare = sum(count, 0, middle) >= ENOUGH && sum(count, middle, slots) >= ENOUGH;
        return !toCompare || mean(middle, slots) <= FLAT * mean(0, middle);
    }

    /** Whether requests are stretched too far from there on for processors that are shared; what was found is kept longer. */
    private boolean isSteepFrom(int slots) {
        double usual = mean(0, slots);
        double excess = 0;
        double shared = 0;
        for (int k = slots; k <= Math.min(MOST - 1, Math.max(slots + 1, slots * 3 / 2)); k++) {
            excess += stretch[k] / usual - count[k];
            shared += count[k] * ((k + 1.0) / slots - 1);
        }
        return excess >= (found > 0 ? 1 : 2) * shared;
    }

    private double mean(int from, int to) {
        return sum(stretch, from, to) / sum(count, from, to);
    }

    private static double sum(float[] values, int from, int to) {
        double sum = 0;
        for (int k = from; k < to; k++) {
            sum += values[k];
        }
        return sum;
    }
}
