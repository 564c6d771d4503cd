package dev.pluginlb.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The samples of one endpoint since the last flush, in little room. Confined to its owner. */
final class Gathered {

    private long count;
    private Duration sum = Duration.ZERO;
    private long max;
    private long[] newest = new long[2];
    private int seen;

    void add(long nanos, long weight) {
        count += weight;
        sum = sum.plus(Duration.ofNanos(nanos).multipliedBy(weight));
        max = Math.max(max, nanos);
        if (seen >= newest.length && newest.length < Samples.KEPT) {
            newest = Arrays.copyOf(newest, Math.min(Samples.KEPT, newest.length * 2));
        }
        newest[seen % newest.length] = nanos;
        seen = seen + 1 == 2 * Samples.KEPT ? Samples.KEPT : seen + 1;
    }

    Samples samples() {
        int kept = Math.min(seen, newest.length);
        List<Duration> durations = new ArrayList<>(kept);
        for (int i = seen - kept; i < seen; i++) {
            durations.add(Duration.ofNanos(newest[i % newest.length]));
        }
        return new Samples(count, sum, Duration.ofNanos(max), durations);
    }
}
