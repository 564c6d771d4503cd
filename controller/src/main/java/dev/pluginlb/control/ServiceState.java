package dev.pluginlb.control;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.plan.Service;
import java.util.List;

/**
 * A further pool at one moment. Immutable.
 *
 * @param members sorted by address
 * @param serving of them, those that are in the plan
 */
public record ServiceState(Service service, List<Node> members, List<Address> serving) {

    public ServiceState {
        members = List.copyOf(members);
        serving = List.copyOf(serving);
    }

    /** How many members answer. */
    public int up() {
        return (int) members.stream().filter(Node::isUp).count();
    }
}
