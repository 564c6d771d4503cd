package dev.pluginlb.policy;

import dev.pluginlb.plan.Balancing;
import dev.pluginlb.plan.LiveRule;
import dev.pluginlb.plan.Pool;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.plan.Server;
import java.util.List;
import java.util.function.Predicate;

/**
 * Short requests to the main node, long ones to the others in turn.
 *
 * <p>Regimes: one node serves everything. With two, short goes to the main node and long to the other one. With more,
 * long goes round robin over all but the main node. With the Lua driver this is decided for each request, on what runs where
 * at that moment; stock Nginx cannot look at how busy a node is before it picks a
 * pool, so where the rule for two nodes says "if the other is busy", this has: each class's last resort is the other
 * class's nodes, as {@code backup}.
 */
public final class TwoTier implements RoutingPolicy {

    @Override
    public String name() {
        return "two-tier";
    }

    @Override
    public RoutingPlan arrange(Candidates candidates) {
        Pool all = new Pool(Pool.ALL, Balancing.ROUND_ROBIN, candidates.servers());
        if (candidates.servers().size() == 1) {
            return RoutingPlan.ofOnePool(all);
        }
        Predicate<Server> isMain = server -> server.address().equals(candidates.main());
        return new RoutingPlan(
                        all,
                        pool(Pool.SHORT, candidates, isMain),
                        pool(Pool.LONG, candidates, isMain.negate()),
                        candidates.classes())
                .choosingBy(LiveRule.twoTier(candidates.main()));
    }

    private static Pool pool(String name, Candidates candidates, Predicate<Server> isPrimary) {
        List<Server> servers = candidates.servers().stream()
                .map(server -> isPrimary.test(server) ? server : server.asBackup())
                .toList();
        return new Pool(name, Balancing.ROUND_ROBIN, servers);
    }
}
