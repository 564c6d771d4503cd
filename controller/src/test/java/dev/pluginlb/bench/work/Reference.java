package dev.pluginlb.bench.work;

import java.util.List;

/** What could be had: stations that are simulated with the trace that the contenders get. */
public enum Reference {
    /** All slots behind one queue, short requests first: the bound. With unequal slots the fastest free one is taken. */
    CENTRAL_QUEUE("one central queue, short first") {
        @Override
        List<Station> stations(Cell cell) {
            return List.of(SlotStation.shortFirst(cell.nodes().stream()
                    .flatMap(node -> node.speeds().stream())
                    .toList()));
        }
    },
    /** The nodes as they are, each request to the one with the fewest in flight: no bound, but near what can be had. */
    FEWEST_IN_FLIGHT("fewest in flight") {
        @Override
        List<Station> stations(Cell cell) {
            return cell.nodes().stream().map(NodeShape::station).toList();
        }
    };

    private final String words;

    Reference(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    abstract List<Station> stations(Cell cell);
}
