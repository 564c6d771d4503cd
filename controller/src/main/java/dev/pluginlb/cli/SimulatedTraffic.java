package dev.pluginlb.cli;

import dev.pluginlb.config.DurationText;
import dev.pluginlb.simulate.LogFormat;
import dev.pluginlb.simulate.NodeSpec;
import dev.pluginlb.simulate.RecordedLog;
import dev.pluginlb.simulate.Request;
import dev.pluginlb.simulate.ServiceText;
import dev.pluginlb.simulate.Workload;
import dev.pluginlb.traffic.ClassRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The requests of a simulation; a mixin. */
final class SimulatedTraffic {

    private static final String ASSUMES = "Recorded times contain what requests waited for on the nodes of that day;"
            + " here all of it counts as work, so a day of long queues looks like one of slow work.";

    @Option(names = "--load", paramLabel = "SHARE", description = "work as a share of all slots (${DEFAULT-VALUE})")
    private double load = 0.85;

    @Option(names = "--long", paramLabel = "SHARE", description = "share of requests that are long (${DEFAULT-VALUE})")
    private double longShare = 0.1;

    @Option(names = "--wrong", paramLabel = "SHARE", description = "share taken for the other class (${DEFAULT-VALUE})")
    private double wrong = 0;

    @Option(names = "--short-work", paramLabel = "WORK", description = "of short requests (${DEFAULT-VALUE})")
    private String shortWork = "constant:30ms";

    @Option(names = "--long-work", paramLabel = "WORK", description = ServiceText.RULE + " (${DEFAULT-VALUE})")
    private String longWork = "lognormal:1500ms:1";

    @Option(names = "--seeds", paramLabel = "N", description = "runs, of which medians are shown (${DEFAULT-VALUE})")
    private int seeds = 5;

    @Option(names = "--seed", paramLabel = "N", description = "of the first run (${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Span.class,
            description = "how long requests arrive and count (5m)")
    private Duration time = Duration.ofMinutes(5);

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            converter = Span.class,
            description = "before that they do not count (1m; of a log, none)")
    private Optional<Duration> warmUp = Optional.empty();

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "requests of an access log instead, see docs/simulate.md")
    @Nullable
    private Path log;

    @Option(
            names = "--log-pattern",
            paramLabel = "REGEX",
            description = "its lines, with the groups time, method, path, took, and optionally upstream, plugin")
    private String pattern = LogFormat.COMBINED;

    @Option(
            names = "--threshold",
            paramLabel = "TIME",
            converter = Span.class,
            description = "requests of a log that take longer are long (5s)")
    private Duration threshold = Duration.ofSeconds(5);

    /**
     * What is to be run.
     *
     * @param notes what the reader must know
     */
    record Workloads(List<List<Request>> requests, String title, List<String> notes) {}

    /** In seconds. */
    double warmUp() {
        return warmUp.orElse(log == null ? Duration.ofMinutes(1) : Duration.ZERO)
                        .toMillis()
                / 1000.0;
    }

    Workloads workloads(List<NodeSpec> nodes, Path directory) throws IOException {
        return log == null ? invented(nodes) : recorded(directory.resolve(log));
    }

    private Workloads invented(List<NodeSpec> nodes) {
        if (seeds < 1 || seeds > 1000) {
            throw new IllegalArgumentException("--seeds: " + seeds + " (expected: 1 to 1000)");
        }
        double seconds = warmUp() + time.toMillis() / 1000.0;
        Workload workload = new Workload(
                load, longShare, wrong, ServiceText.parse(shortWork), ServiceText.parse(longWork), seconds);
        String title = String.format(
                Locale.ROOT, "load %.2f, %.0f %% long, %d seeds from %d", load, longShare * 100, seeds, seed);
        List<List<Request>> runs = LongStream.range(seed, seed + seeds)
                .mapToObj(each -> workload.requests(nodes, each))
                .toList();
        return new Workloads(runs, title, List.of());
    }

    private Workloads recorded(Path file) throws IOException {
        ClassRule rule = new ClassRule(threshold, 5, 3, 0.8);
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            RecordedLog read = RecordedLog.read(lines, new LogFormat(pattern), rule);
            if (read.requests().isEmpty()) {
                throw new IllegalArgumentException("--log: " + file + ": " + read.unread()
                        + " lines, and no request in them (expected: lines of the feed, or --log-pattern)");
            }
            String title = read.requests().size() + " requests of " + file.getFileName();
            return new Workloads(
                    List.of(read.requests()),
                    title,
                    List.of(ASSUMES, "lines without a request that a node served: " + read.unread()));
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException("--log: " + file + " (expected: a readable file)", missing);
        }
    }

    /** {@code 500ms}, {@code 5m}. */
    static final class Span implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String text) {
            try {
                return DurationText.parse(text);
            } catch (IllegalArgumentException bad) {
                throw new TypeConversionException(text + " (expected: " + DurationText.RULE + ")");
            }
        }
    }
}
