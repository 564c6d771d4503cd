package dev.pluginlb.bench.soak;

import dev.pluginlb.bench.report.Machine;
import dev.pluginlb.demo.LoadReport.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Samples as they come. Of the objects in use, which are thousands of classes a sample, only those of the end of the warm-up and of
 * the latest are kept: a soak of an hour would not hold them all.
 */
final class Watch {

    private static final int MOST_CLASSES = 8;
    private static final int MOST_FAILURES = 20;

    private final Gauges gauges;
    private final int warmUp;
    private final List<Sample> samples = new ArrayList<>();
    private Live warm;
    private Live latest;

    /** @param expected how many samples there will be */
    Watch(Gauges gauges, int expected) {
        this.gauges = gauges;
        this.warmUp = SoakResult.warmUp(expected);
        this.warm = gauges.live();
        this.latest = warm;
    }

    void begin(Rhythm rhythm, Duration every) {
        rhythm.every(every, Duration.ZERO, "sample", this::sample);
    }

    private synchronized void sample() throws Exception {
        samples.add(gauges.take());
        latest = gauges.live();
        if (samples.size() - 1 == warmUp) {
            warm = latest;
        }
    }

    synchronized boolean hasSeenEnough() {
        return SoakResult.canJudge(samples.size());
    }

    synchronized SoakResult result(Course course, Map<String, Long> counts, List<Failure> failures, Rhythm rhythm) {
        return new SoakResult(
                course.driver(),
                course.seed(),
                course.time().toSeconds(),
                Machine.here(),
                counts,
                failures.size(),
                failures.stream()
                        .limit(MOST_FAILURES)
                        .map(failure -> failure.sent() + " " + failure.reason())
                        .toList(),
                rhythm.faults(),
                SoakResult.judge(samples),
                latest.since(warm, MOST_CLASSES),
                samples);
    }
}
