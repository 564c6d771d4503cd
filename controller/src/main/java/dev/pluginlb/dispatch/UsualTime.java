package dev.pluginlb.dispatch;

import java.util.Arrays;

/** The median of the newest {@value #KEPT} times that an endpoint took where little was in flight. */
final class UsualTime {

    private static final int KEPT = 64;
    private static final int ENOUGH = 8;

    private final float[] times = new float[KEPT];
    private int count;
    private double median;

    void add(double seconds) {
        times[count++ % KEPT] = (float) seconds;
        if (count <= KEPT ? count % ENOUGH == 0 : count % (KEPT / 4) == 0) {
            float[] sorted = Arrays.copyOf(times, Math.min(count, KEPT));
            Arrays.sort(sorted);
            median = sorted[sorted.length / 2];
        }
        if (count == 2 * KEPT) {
            count = KEPT;
        }
    }

    boolean isKnown() {
        return median > 0;
    }

    double median() {
        return median;
    }
}
