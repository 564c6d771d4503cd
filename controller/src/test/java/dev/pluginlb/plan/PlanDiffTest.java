package dev.pluginlb.plan;

import static dev.pluginlb.testing.GivenCluster.address;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.testing.GivenService;
import dev.pluginlb.traffic.EndpointKey;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanDiffTest {

    @Test
    void equalPlansDoNotDiffer() {
        PlanDiff diff = PlanDiff.between(plan(1, 2), plan(1, 2));

        assertThat(diff.summary()).isEqualTo("no change");
        assertThat(diff.takesAway()).isFalse();
    }

    @Test
    void thoseThatJoinAndLeaveAreNamed() {
        PlanDiff diff = PlanDiff.between(plan(1, 2), plan(2, 3));

        assertThat(diff.summary()).isEqualTo("+10.0.0.3:5002, -10.0.0.1:5002");
        assertThat(diff.takesAway()).isTrue();
        assertThat(PlanDiff.between(plan(1), plan(1, 2)).takesAway()).isFalse();
    }

    @Test
    void manyAreCounted() {
        int[] six = IntStream.rangeClosed(1, 6).toArray();

        assertThat(PlanDiff.between(plan(), plan(six)).summary()).isEqualTo("+6 nodes");
        assertThat(PlanDiff.between(plan(six), plan()).summary()).isEqualTo("-6 nodes");
    }

    @Test
    void otherWeightsOrRolesAreSaid() {
        RoutingPlan heavier = onePool(List.of(Server.primary(address(1), 1), Server.primary(address(2), 2)));

        assertThat(PlanDiff.between(plan(1, 2), heavier).summary()).isEqualTo("weights or roles");
        assertThat(PlanDiff.between(twoTier(1, Classes.NONE), twoTier(2, Classes.NONE))
                        .summary())
                .isEqualTo("weights or roles");
    }

    @Test
    void otherLongEndpointsAreCounted() {
        List<EndpointKey> keys = List.of(new EndpointKey("/a"), new EndpointKey("/b"));

        assertThat(PlanDiff.between(twoTier(1, Classes.NONE), twoTier(1, Classes.ofLong(keys)))
                        .summary())
                .isEqualTo("long endpoints 0 -> 2");
    }

    @Test
    void toLearnWhatTheRouteSaidAnywayIsNoChange() {
        EndpointKey webhook = new EndpointKey("* /e/:hook_id");

        assertThat(PlanDiff.between(twoTier(1, Classes.NONE), twoTier(1, Classes.ofLong(List.of(webhook))))
                        .summary())
                .isEqualTo("no change");
        assertThat(PlanDiff.between(twoTier(1, Classes.NONE), twoTier(1, new Classes(List.of(), List.of(webhook))))
                        .summary())
                .isEqualTo("short endpoints 0 -> 1");
    }

    @Test
    void whoJoinsAndLeavesAFurtherPoolIsNamedAfterIt() {
        RoutingPlan before = plan(1).with(List.of(sandboxes("10.0.0.5:8194", "10.0.0.6:8194")));
        RoutingPlan after = plan(1).with(List.of(sandboxes("10.0.0.6:8194", "10.0.0.7:8194")));
        PlanDiff diff = PlanDiff.between(before, after);

        assertThat(diff.summary()).isEqualTo("dify_sandbox_servers +10.0.0.7:8194 -10.0.0.5:8194");
        assertThat(diff.takesAway()).isTrue();
        assertThat(diff.isEmpty()).isFalse();
        assertThat(PlanDiff.between(plan(1), before).summary())
                .isEqualTo("dify_sandbox_servers +10.0.0.5:8194 +10.0.0.6:8194");
        assertThat(PlanDiff.between(plan(1), before).takesAway()).isFalse();
    }

    @Test
    void furtherPoolsInAnotherOrderAreThePlanThatTheyWere() {
        ServicePool first = GivenService.pool(GivenService.upstreamOnly("a"), "10.0.0.6:1", "10.0.0.5:1");
        ServicePool second = GivenService.pool(GivenService.upstreamOnly("b"), "10.0.0.5:2");

        assertThat(plan(1).with(List.of(second, first))).isEqualTo(plan(1).with(List.of(first, second)));
        assertThat(first.servers()).isSorted();
    }

    private static ServicePool sandboxes(String... servers) {
        return GivenService.pool(GivenService.sandbox(), servers);
    }

    private static RoutingPlan plan(int... nodes) {
        return onePool(
                IntStream.of(nodes).mapToObj(i -> Server.primary(address(i), 1)).toList());
    }

    private static RoutingPlan onePool(List<Server> servers) {
        return RoutingPlan.ofOnePool(new Pool(Pool.ALL, Balancing.ROUND_ROBIN, servers));
    }

    private static RoutingPlan twoTier(int main, Classes classes) {
        List<Server> servers = plan(1, 2).all().servers();
        return new RoutingPlan(
                plan(1, 2).all(),
                new Pool(
                        Pool.SHORT,
                        Balancing.ROUND_ROBIN,
                        servers.stream()
                                .map(server -> server.address().equals(address(main)) ? server : server.asBackup())
                                .toList()),
                new Pool(Pool.LONG, Balancing.ROUND_ROBIN, servers),
                classes);
    }
}
