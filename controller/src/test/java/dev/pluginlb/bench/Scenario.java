package dev.pluginlb.bench;

import dev.pluginlb.bench.work.Cell;
import dev.pluginlb.bench.work.Mix;
import dev.pluginlb.bench.work.NodeShape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What is measured together. */
enum Scenario {
    /** Five ordinary places. */
    ROWS {
        @Override
        List<Cell> cells(int slots) {
            return List.of(
                    usual(2, slots, 0.10, 0.70),
                    usual(2, slots, 0.02, 0.70),
                    usual(2, slots, 0.50, 0.70),
                    usual(3, slots, 0.10, 0.85),
                    usual(5, slots, 0.10, 0.85));
        }
    },
    /** Two nodes under a mixed load, one of mostly short and one of mostly long requests: 30, 5 and 60 % long. */
    SEED {
        @Override
        List<Cell> cells(int slots) {
            return Stream.of(0.30, 0.05, 0.60)
                    .map(longShare -> usual(2, slots, longShare, 0.70))
                    .toList();
        }
    },
    /** Every load with every mix on every number of nodes. */
    GRID {
        @Override
        List<Cell> cells(int slots) {
            List<Cell> cells = new ArrayList<>();
            for (int nodes : List.of(2, 3, 5)) {
                for (double load : List.of(0.5, 0.7, 0.85, 0.95)) {
                    for (double longShare : List.of(0.02, 0.10, 0.50)) {
                        cells.add(usual(nodes, slots, longShare, load));
                    }
                }
            }
            return cells;
        }
    },
    /** Nodes that share their processor, unequal nodes, routes that say the wrong class. */
    ODD {
        @Override
        List<Cell> cells(int slots) {
            Mix mix = Mix.ofLong(0.10);
            NodeShape usual = NodeShape.slots(slots);
            return List.of(
                    Cell.open(Cell.nodes(3, NodeShape.shared(slots)), mix, 0.85).called("shared processor"),
                    Cell.open(List.of(usual, usual, usual.atSpeed(0.5)), mix, 0.85)
                            .called("one node half as fast"),
                    Cell.open(Cell.nodes(5, usual), new Mix(0.10, 0.10), 0.85).called("10 % misclassified"));
        }
    },
    /** Thousands of clients that ask again as soon as they are answered. */
    CONCURRENT {
        @Override
        List<Cell> cells(int slots) {
            Mix mix = Mix.ofLong(0.10);
            NodeShape usual = NodeShape.slots(slots);
            return List.of(
                    Cell.closed(Cell.nodes(2, usual), mix, 1000),
                    Cell.closed(Cell.nodes(3, usual), mix, 2000),
                    Cell.closed(Cell.nodes(5, usual), mix, 5000));
        }
    };

    abstract List<Cell> cells(int slots);

    private static Cell usual(int nodes, int slots, double longShare, double load) {
        return Cell.open(Cell.nodes(nodes, NodeShape.slots(slots)), Mix.ofLong(longShare), load);
    }
}
