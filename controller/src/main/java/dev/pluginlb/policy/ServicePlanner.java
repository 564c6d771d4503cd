package dev.pluginlb.policy;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.ClusterSnapshot;
import dev.pluginlb.cluster.Freshness;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.plan.Service;
import dev.pluginlb.plan.ServicePool;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Who serves in a further pool: the members that answer, filled up to the live share like the nodes ({@link Floor}); and all of
 * them when none answers, so that a fault of ours or of the network takes nothing away. Pure.
 *
 * @param share 0 to 1 of the members that keep serving
 */
public record ServicePlanner(double share) {

    /** What is declared is known for ever. */
    private static final Duration MEMORY = ChronoUnit.FOREVER.getDuration();

    /**
     * What was decided.
     *
     * @param reasons whatever an operator would not expect
     */
    public record Planned(ServicePool pool, List<String> reasons) {}

    public Planned plan(Service service, List<Node> members, Instant now) {
        ClusterSnapshot known = new ClusterSnapshot(members, Freshness.live(now));
        if (known.up().isEmpty()) {
            String why =
                    members.isEmpty() ? ": no address of a member is known yet" : ": no member answers, so all stay";
            return new Planned(new ServicePool(service, addresses(members)), List.of(service.name() + why));
        }
        Floor.Serving serving = new Floor(share, MEMORY).choose(known, now);
        List<String> reasons = serving.kept().stream()
                .map(node -> service.name() + ": kept " + node.address() + ": live-share floor " + share + ", though "
                        + node.reason())
                .toList();
        return new Planned(new ServicePool(service, addresses(serving.nodes())), reasons);
    }

    private static List<Address> addresses(List<Node> nodes) {
        return nodes.stream().map(Node::address).toList();
    }
}
