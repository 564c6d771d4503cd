package dev.pluginlb.policy;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.plan.Service;
import dev.pluginlb.plan.ServicePool;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who serves in a further pool: the members that answer, filled up to the live share like the nodes ({@link Floor}); and all of
 * them when none answers, so that a fault of ours or of the network takes nothing away. Pure.
 *
 * @param share 0 to 1 of the members that keep serving
 */
public record ServicePlanner(double share) {

    /**
     * What was decided.
     *
     * @param reasons whatever an operator would not expect
     */
    public record Planned(ServicePool pool, List<String> reasons) {}

    /** What is declared is known for ever, also where it has not answered since we started. */
    public Planned plan(Service service, List<Node> members) {
        List<Node> up = members.stream().filter(Node::isUp).toList();
        if (up.isEmpty()) {
            String why =
                    members.isEmpty() ? ": no address of a member is known yet" : ": no member answers, so all stay";
            return new Planned(new ServicePool(service, addresses(members)), List.of(service.name() + why));
        }
        List<Node> others = members.stream().filter(node -> !node.isUp()).toList();
        List<Node> kept = Floor.kept(share, up, others);
        List<String> reasons = kept.stream()
                .map(node -> service.name() + ": kept " + node.address() + ": live-share floor " + share + ", though "
                        + node.reason())
                .toList();
        List<Node> serving = Stream.concat(up.stream(), kept.stream()).toList();
        return new Planned(new ServicePool(service, addresses(serving)), reasons);
    }

    private static List<Address> addresses(List<Node> nodes) {
        return nodes.stream().map(Node::address).toList();
    }
}
