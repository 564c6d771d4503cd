package dev.pluginlb.admin.view;

import dev.pluginlb.cluster.Node;
import dev.pluginlb.control.ServiceState;
import java.util.List;

/**
 * How many members of a further pool answer.
 *
 * @param missing the addresses of those that do not
 */
public record PoolCounts(String name, int up, int total, List<String> missing) {

    public PoolCounts {
        missing = List.copyOf(missing);
    }

    /** In words. */
    String upOfAll() {
        return total == 0
                ? name + ": no member is known"
                : name + ": " + up + " of " + total + " members up (" + String.join(", ", missing) + " not)";
    }

    static PoolCounts of(ServiceState pool) {
        List<String> missing = pool.members().stream()
                .filter(node -> !node.isUp())
                .map(Node::address)
                .map(Object::toString)
                .toList();
        return new PoolCounts(pool.service().name(), pool.up(), pool.members().size(), missing);
    }
}
