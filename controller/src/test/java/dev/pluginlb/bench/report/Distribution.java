package dev.pluginlb.bench.report;

import dev.pluginlb.bench.work.Answered;
import dev.pluginlb.bench.work.Job.Kind;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Latencies of all repetitions together, in milliseconds: for each of {@link #SHARES} what that share is not above. */
public record Distribution(List<Double> shortLatencies, List<Double> longLatencies) {

    /** 0.01 to 0.99, and then closer to one. */
    public static final List<Double> SHARES = DoubleStream.concat(
                    IntStream.range(1, 100).mapToDouble(i -> i / 100.0), DoubleStream.of(0.995, 0.999, 1))
            .boxed()
            .toList();

    public Distribution {
        shortLatencies = List.copyOf(shortLatencies);
        longLatencies = List.copyOf(longLatencies);
    }

    public static Distribution of(List<Answered> answered) {
        return new Distribution(of(answered, Kind.SHORT), of(answered, Kind.LONG));
    }

    private static List<Double> of(List<Answered> answered, Kind kind) {
        double[] sorted = Figures.millis(answered, List.of(kind));
        return sorted.length == 0
                ? List.of()
                : SHARES.stream().map(share -> Figures.quantile(sorted, share)).toList();
    }
}
