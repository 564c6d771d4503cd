package dev.pluginlb.bench;

import dev.pluginlb.bench.work.Cell;
import dev.pluginlb.bench.work.Mix;
import dev.pluginlb.bench.work.NodeShape;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Other numbers than the scenario's, in each of its cells; those that become equal are measured once. */
final class Overrides {

    @Option(names = "--nodes", paramLabel = "N", description = "so many nodes")
    private @Nullable Integer nodes;

    @Option(names = "--slots", paramLabel = "K", description = "slots of a node: ${DEFAULT-VALUE}")
    private int slots = 8;

    @Option(names = "--load", paramLabel = "SHARE", description = "of all slots: 0.85")
    private @Nullable Double load;

    @Option(names = "--long", paramLabel = "SHARE", description = "of the requests: 0.10")
    private @Nullable Double longShare;

    List<Cell> apply(Scenario scenario) {
        return scenario.cells(slots).stream().map(this::apply).distinct().toList();
    }

    private Cell apply(Cell cell) {
        Mix mix = new Mix(
                Optional.ofNullable(longShare).orElse(cell.mix().longShare()),
                cell.mix().misclassified());
        return new Cell(
                cell.oddity(), shapes(cell), mix, Optional.ofNullable(load).orElse(cell.load()), cell.clients());
    }

    /** The last one stays last: it may be the odd one. */
    private List<NodeShape> shapes(Cell cell) {
        List<NodeShape> given = cell.nodes();
        int count = Optional.ofNullable(nodes).orElse(given.size());
        return IntStream.range(0, count)
                .mapToObj(i -> given.get(i == count - 1 ? given.size() - 1 : 0))
                .toList();
    }
}
