package dev.pluginlb.bench.report;

import dev.pluginlb.bench.work.Cell;
import dev.pluginlb.bench.work.NodeShape;
import java.util.List;

/**
 * One line of a scenario.
 *
 * @param nodes as {@code discipline:width:speed}
 * @param reference what the ratios are to, in words
 * @param references of each repetition, simulated with its arrivals
 */
public record CellResult(
        String name,
        List<String> nodes,
        double load,
        int clients,
        double longShare,
        double misclassified,
        String reference,
        List<Figures> references,
        Figures referenceMedian,
        List<Summary> contenders) {

    public CellResult {
        nodes = List.copyOf(nodes);
        references = List.copyOf(references);
        contenders = List.copyOf(contenders);
    }

    public static CellResult of(Cell cell, List<Figures> references, List<Summary> contenders) {
        return new CellResult(
                cell.name(),
                cell.nodes().stream().map(NodeShape::print).toList(),
                cell.load(),
                cell.clients(),
                cell.mix().longShare(),
                cell.mix().misclassified(),
                cell.reference().words(),
                references,
                Figures.median(references),
                contenders);
    }
}
