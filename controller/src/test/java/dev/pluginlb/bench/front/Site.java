package dev.pluginlb.bench.front;

import dev.pluginlb.bench.work.NodeShape;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a contender is to stand.
 *
 * @param folder of its own
 * @param shapes of the nodes, which it may be told as far as an operator would know them
 * @param ports of the nodes, on loopback, in the same order; nobody else uses them
 */
public record Site(Path folder, List<NodeShape> shapes, List<Integer> ports) {

    public Site {
        shapes = List.copyOf(shapes);
        ports = List.copyOf(ports);
    }
}
