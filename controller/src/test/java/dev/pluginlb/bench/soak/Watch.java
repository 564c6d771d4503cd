package dev.pluginlb.bench.soak;

import dev.pluginlb.bench.report.Machine;
import dev.pluginlb.demo.LoadReport.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Samples as they come.
 *
 * @param samples in the order of time
 * @param live the objects of the sample beside it
 */
record Watch(Gauges gauges, List<Sample> samples, List<Live> live) {

    private static final int MOST_CLASSES = 8;
    private static final int MOST_FAILURES = 20;

    void begin(Rhythm rhythm, Duration every) {
        rhythm.every(every, Duration.ZERO, "sample", () -> {
            synchronized (samples) {
                samples.add(gauges.take());
                live.add(gauges.live());
            }
        });
    }

    SoakResult result(Course course, Map<String, Long> counts, List<Failure> failures, Rhythm rhythm) {
        synchronized (samples) {
            int first = SoakResult.warmUp(samples.size());
            List<Live.Growth> grown =
                    first < live.size() ? live.get(live.size() - 1).since(live.get(first), MOST_CLASSES) : List.of();
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
                    grown,
                    samples);
        }
    }
}
