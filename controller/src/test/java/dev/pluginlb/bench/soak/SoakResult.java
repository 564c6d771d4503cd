package dev.pluginlb.bench.soak;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pluginlb.bench.report.Machine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What came of a soak.
 *
 * @param counts what was done, by its name
 * @param failed requests that failed, without those that were cut with a killed node
 * @param failures the first of them
 * @param faults of the soak itself, in words: it is void then
 * @param grown classes that had more live objects at the end than after the warm-up, most grown first
 */
record SoakResult(
        String driver,
        long seed,
        double seconds,
        Machine machine,
        Map<String, Long> counts,
        int failed,
        List<String> failures,
        List<String> faults,
        List<Judged> judged,
        List<Live.Growth> grown,
        List<Sample> samples) {

    private static final double WARM_UP = 1.0 / 3;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /**
     * One measure, from the warm-up on.
     *
     * @param median of its values
     */
    record Judged(Measure measure, String unit, double median, Trend trend, double boundPerHour, Verdict verdict) {}

    SoakResult {
        counts = Map.copyOf(counts);
        failures = List.copyOf(failures);
        faults = List.copyOf(faults);
        judged = List.copyOf(judged);
        grown = List.copyOf(grown);
        samples = List.copyOf(samples);
    }

    /** The first of so many samples that counts. */
    static int warmUp(int samples) {
        return (int) (samples * WARM_UP);
    }

    /** Whether there are enough samples for a slope. */
    static boolean canJudge(int samples) {
        return samples - warmUp(samples) >= Trend.FEWEST;
    }

    static List<Judged> judge(List<Sample> samples) {
        List<Sample> counted = samples.subList(warmUp(samples.size()), samples.size());
        return Arrays.stream(Measure.values())
                .map(measure -> judge(measure, counted))
                .toList();
    }

    private static Judged judge(Measure measure, List<Sample> counted) {
        List<Trend.Point> points = counted.stream()
                .map(sample -> new Trend.Point(sample.second(), sample.values().getOrDefault(measure, Double.NaN)))
                .toList();
        Trend trend = Trend.of(points);
        double[] values =
                points.stream().mapToDouble(Trend.Point::value).sorted().toArray();
        return new Judged(
                measure,
                measure.unit(),
                values[values.length / 2],
                trend,
                measure.bound(),
                Verdict.on(trend, measure.bound()));
    }

    /** Whether everything is flat and nothing failed. */
    boolean passed() {
        return failed == 0
                && faults.isEmpty()
                && counts.getOrDefault("requests left open", 0L) == 0
                && judged.stream().allMatch(one -> one.verdict() == Verdict.FLAT);
    }

    Judged of(Measure measure) {
        return judged.stream()
                .filter(one -> one.measure() == measure)
                .findFirst()
                .orElseThrow();
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        MAPPER.writeValue(file.toFile(), this);
    }

    void print(PrintWriter out) {
        out.printf("%-30s %10s %10s %25s %8s  %s%n", "MEASURE", "MEDIAN", "AN HOUR", "95 %", "BOUND", "VERDICT");
        for (Judged one : judged) {
            out.printf(
                    "%-30s %10.2f %10.2f %12.2f to %9.2f %8.0f  %s%n",
                    one.measure().title() + (one.unit().isEmpty() ? "" : ", " + one.unit()),
                    one.median(),
                    one.trend().perHour(),
                    one.trend().least(),
                    one.trend().most(),
                    one.boundPerHour(),
                    one.verdict());
        }
        counts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(one -> out.printf("%-30s %10d%n", one.getKey(), one.getValue()));
        out.printf("%-30s %10d%n", "requests failed", failed);
        failures.forEach(failure -> out.println("  failed: " + failure));
        faults.forEach(fault -> out.println("  fault of the soak: " + fault));
        grown.forEach(one -> out.printf("  live objects grew: %8d bytes of %s%n", one.bytes(), one.name()));
        out.println(passed() ? "flat" : "NOT FLAT, or failed");
        out.flush();
    }
}
