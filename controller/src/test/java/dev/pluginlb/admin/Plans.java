package dev.pluginlb.admin;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.plan.Balancing;
import dev.pluginlb.plan.Classes;
import dev.pluginlb.plan.Pool;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.plan.Server;
import dev.pluginlb.traffic.EndpointKey;
import java.util.List;

/** Plans for tests. */
public final class Plans {

    private Plans() {}

    /** Long requests go to both nodes, short ones to the second only if the first fails; one endpoint of each is known. */
    public static RoutingPlan twoPools() {
        Server first = Server.primary(Address.parse("10.0.0.5:5002"), 1);
        Server second = Server.primary(Address.parse("10.0.0.6:5002"), 2);
        Pool all = new Pool(Pool.ALL, Balancing.LEAST_CONN, List.of(first, second));
        Pool forShort = new Pool(Pool.SHORT, Balancing.ROUND_ROBIN, List.of(first, second.asBackup()));
        Classes classes =
                new Classes(List.of(new EndpointKey("POST /slow")), List.of(new EndpointKey("* /e/:hook_id")));
        return new RoutingPlan(all, forShort, all, classes);
    }
}
