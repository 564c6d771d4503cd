package dev.pluginlb.jmh;

import dev.pluginlb.traffic.ClassRule;
import dev.pluginlb.traffic.EndpointStats;
import dev.pluginlb.traffic.Samples;
import java.time.Duration;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What folding one flush of samples into the statistics of one endpoint costs. */
@State(Scope.Thread)
public class EndpointStatsBenchmark {

    /** How many durations a flush brings for an endpoint: one that is rarely called, and the most that are kept. */
    @Param({"1", "64"})
    int samples;

    private final ClassRule rule = new ClassRule(Duration.ofSeconds(5), 5, 3, 0.8);
    private EndpointStats stats = EndpointStats.none(rule);
    private Samples more = Samples.of(Duration.ofMillis(1));

    @Setup
    public void gather() {
        var durations = IntStream.rangeClosed(1, samples)
                .mapToObj(i -> Duration.ofMillis(37L * i))
                .toList();
        Duration sum = durations.stream().reduce(Duration.ZERO, Duration::plus);
        more = new Samples(samples, sum, durations.get(samples - 1), durations);
    }

    /** Onto what the calls before have left, as in the controller. */
    @Benchmark
    public EndpointStats fold() {
        stats = stats.with(more, rule);
        return stats;
    }
}
