package example;

import dev.pluginlb.plan.Balancing;
import dev.pluginlb.plan.Pool;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.plan.Server;
import dev.pluginlb.policy.Candidates;
import dev.pluginlb.policy.RoutingPolicy;
import java.util.List;

/** Every node but the main one in turn; the main one only when no other answers. */
public final class SpareMain implements RoutingPolicy {

    @Override
    public String name() {
        return "spare-main";
    }

    @Override
    public RoutingPlan arrange(Candidates candidates) {
        return RoutingPlan.ofOnePool(new Pool(Pool.ALL, Balancing.ROUND_ROBIN, servers(candidates)));
    }

    /** A pool needs one server that is no backup. */
    private static List<Server> servers(Candidates candidates) {
        if (candidates.servers().size() == 1) {
            return candidates.servers();
        }
        return candidates.servers().stream()
                .map(server -> server.address().equals(candidates.main()) ? server.asBackup() : server)
                .toList();
    }
}
