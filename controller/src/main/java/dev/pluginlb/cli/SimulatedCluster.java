package dev.pluginlb.cli;

import dev.pluginlb.simulate.NodeSpec;
import dev.pluginlb.simulate.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** The nodes of a simulation; a mixin. */
final class SimulatedCluster {

    @Option(names = "--nodes", paramLabel = "N", description = "nodes (${DEFAULT-VALUE})")
    private int count = 3;

    @Option(
            names = "--slots",
            split = ",",
            paramLabel = "K",
            description = "requests that a node runs at once; several are of one node each, in turn (${DEFAULT-VALUE})")
    private List<Integer> slots = List.of(8);

    @Option(
            names = "--speeds",
            split = ",",
            paramLabel = "X",
            description = "how fast nodes are; several are of one node each, in turn (${DEFAULT-VALUE})")
    private List<Double> speeds = List.of(1.0);

    @Option(
            names = "--shared",
            description = "nodes run all their requests at once and share as many processors as they would have slots")
    private boolean shared;

    @Option(
            names = "--stale",
            paramLabel = "TIME",
            converter = SimulatedTraffic.Span.class,
            description = "the proxy sees what is in flight only once in this time, such as 100ms; by default always")
    private Optional<Duration> stale = Optional.empty();

    List<NodeSpec> nodes() {
        if (count < 1 || count > 1000 || slots.isEmpty() || speeds.isEmpty()) {
            throw new IllegalArgumentException("--nodes: " + count + " (expected: 1 to 1000)");
        }
        NodeSpec.Kind kind = shared ? NodeSpec.Kind.SHARED : NodeSpec.Kind.SLOTS;
        return IntStream.range(0, count)
                .mapToObj(i -> new NodeSpec(kind, slots.get(i % slots.size()), speeds.get(i % speeds.size())))
                .toList();
    }

    Scenario scenario(double warmUp) {
        return new Scenario(nodes(), stale.map(time -> time.toMillis() / 1000.0).orElse(0.0), warmUp);
    }

    @Override
    public String toString() {
        String each = slots.size() == 1 ? String.valueOf(slots.get(0)) : slots.toString();
        return String.format(Locale.ROOT, "%d nodes of %s %s", count, each, shared ? "shared processors" : "slots");
    }
}
