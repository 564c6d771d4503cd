package dev.pluginlb.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts a load while it runs. Safe from any thread. */
final class LoadTally {

    private static final int MOST_REASONS = 50;
    private static final int MOST_FAILURES = 1000;

    private final Map<String, Long> reasons = new TreeMap<>();
    private final List<LoadReport.Failure> failures = new ArrayList<>();
    private final Map<String, Long> nodes = new TreeMap<>();
    private final Mean shorts = new Mean();
    private final Mean streams = new Mean();
    private long sent;
    private long failed;
    private long skipped;

    synchronized void sent() {
        sent++;
    }

    synchronized void skipped() {
        skipped++;
    }

    synchronized void failed(LoadReport.Failure failure) {
        failed++;
        if (failures.size() < MOST_FAILURES) {
            failures.add(failure);
        }
        String reason = failure.reason();
        boolean room = reasons.size() < MOST_REASONS || reasons.containsKey(reason);
        reasons.merge(room ? reason : "other", 1L, Long::sum);
    }

    synchronized void shortDone(String node, Duration time) {
        nodes.merge(node, 1L, Long::sum);
        shorts.add(time);
    }

    synchronized void streamDone(String node, Duration time) {
        nodes.merge(node, 1L, Long::sum);
        streams.add(time);
    }

    synchronized LoadReport report() {
        return new LoadReport(
                sent,
                shorts.count + streams.count,
                failed,
                skipped,
                reasons,
                failures,
                nodes,
                shorts.value(),
                streams.value());
    }

    /** Sum and count. */
    private static final class Mean {
        private Duration sum = Duration.ZERO;
        private long count;

        void add(Duration time) {
            sum = sum.plus(time);
            count++;
        }

        Duration value() {
            return count == 0 ? Duration.ZERO : sum.dividedBy(count);
        }
    }
}
