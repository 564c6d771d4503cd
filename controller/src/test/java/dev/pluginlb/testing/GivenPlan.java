package dev.pluginlb.testing;

import dev.pluginlb.plan.Classes;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.policy.Floor;
import dev.pluginlb.policy.MainNode;
import dev.pluginlb.policy.PlanMemory;
import dev.pluginlb.policy.Planner;
import dev.pluginlb.policy.Policies;
import dev.pluginlb.policy.Situation;
import dev.pluginlb.traffic.EndpointKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Plans as the planner makes them. */
public final class GivenPlan {

    private GivenPlan() {}

    public static RoutingPlan roundRobin(GivenCluster cluster) {
        return of("round-robin", cluster, List.of());
    }

    public static RoutingPlan of(String policy, GivenCluster cluster, List<EndpointKey> longEndpoints) {
        return of(policy, cluster, Classes.ofLong(longEndpoints));
    }

    public static RoutingPlan of(String policy, GivenCluster cluster, Classes classes) {
        return of(planner(policy), cluster, classes);
    }

    /** Of the policy {@code adaptive}, where each node runs so many requests at once. */
    public static RoutingPlan adaptive(int slots, GivenCluster cluster, Classes classes) {
        Planner usual = planner("adaptive");
        return of(new Planner(usual.policy(), usual.floor(), usual.mainNode(), slots), cluster, classes);
    }

    private static RoutingPlan of(Planner planner, GivenCluster cluster, Classes classes) {
        return planner.decide(
                        Situation.unmeasured(cluster.snapshot(), classes, Optional.empty()),
                        PlanMemory.EMPTY,
                        GivenCluster.NOW)
                .plan();
    }

    public static Planner planner(String policy) {
        return new Planner(
                Policies.builtIn().find(policy).orElseThrow(),
                new Floor(0.5, Duration.ofSeconds(100)),
                new MainNode(""));
    }

    public static List<EndpointKey> keys(String... values) {
        return Arrays.stream(values).map(EndpointKey::new).toList();
    }
}
