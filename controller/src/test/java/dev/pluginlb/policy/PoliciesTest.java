package dev.pluginlb.policy;

import static dev.pluginlb.testing.GivenCluster.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginlb.dispatch.Tuning;
import dev.pluginlb.plan.Balancing;
import dev.pluginlb.plan.Classes;
import dev.pluginlb.plan.LiveRule;
import dev.pluginlb.plan.Pool;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.plan.Server;
import dev.pluginlb.traffic.EndpointKey;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PoliciesTest {

    private static final Classes LONG = Classes.ofLong(List.of(new EndpointKey("/slow")));

    @Test
    void everyNameFindsItsPolicy() {
        assertThat(Policies.builtIn().names()).containsExactly("adaptive", "least-conn", "round-robin", "two-tier");
        assertThat(Policies.builtIn().names())
                .allSatisfy(name -> assertThat(Policies.builtIn().find(name))
                        .map(RoutingPolicy::name)
                        .contains(name));
        assertThat(Policies.builtIn().find("Two-Tier")).isEmpty();
    }

    @Test
    void roundRobinAndLeastConnMakeNoDifferenceBetweenClasses() {
        RoutingPlan turns = new RoundRobin().arrange(candidates(3, 1));
        RoutingPlan fewest = new LeastConn().arrange(candidates(3, 1));

        assertThat(turns.pools()).hasSize(1);
        assertThat(turns.classes()).isEqualTo(Classes.NONE);
        assertThat(turns.all().balancing()).isEqualTo(Balancing.ROUND_ROBIN);
        assertThat(fewest.pools()).hasSize(1);
        assertThat(fewest.all().balancing()).isEqualTo(Balancing.LEAST_CONN);
    }

    @Test
    void ofOneNodeTheTwoTiersAreOne() {
        RoutingPlan plan = new TwoTier().arrange(candidates(1, 1));

        assertThat(plan.pools()).containsExactly(plan.all());
        assertThat(plan.classes()).isEqualTo(Classes.NONE);
    }

    @Test
    void ofTwoNodesTheMainOneServesShortAndTheOtherLong() {
        RoutingPlan plan = new TwoTier().arrange(candidates(2, 2));

        assertThat(primaries(plan.forShort())).containsExactly(2);
        assertThat(backups(plan.forShort())).containsExactly(1);
        assertThat(primaries(plan.forLong())).containsExactly(1);
        assertThat(backups(plan.forLong())).containsExactly(2);
        assertThat(plan.classes()).isEqualTo(LONG);
    }

    @Test
    void ofFourNodesAllButTheMainOneServeLong() {
        RoutingPlan plan = new TwoTier().arrange(candidates(4, 3));

        assertThat(primaries(plan.forShort())).containsExactly(3);
        assertThat(backups(plan.forShort())).containsExactly(1, 2, 4);
        assertThat(primaries(plan.forLong())).containsExactly(1, 2, 4);
        assertThat(backups(plan.forLong())).containsExactly(3);
        assertThat(primaries(plan.all())).containsExactly(1, 2, 3, 4);
    }

    @Test
    void thePoolsOfAdaptiveAreThoseOfLeastConn() {
        assertThat(new Adaptive().arrange(candidates(3, 1)).pools())
                .isEqualTo(new LeastConn().arrange(candidates(3, 1)).pools());
        assertThat(new Adaptive().arrange(withSlots(3, 1, 8)).pools())
                .isEqualTo(new LeastConn().arrange(candidates(3, 1)).pools());
        assertThat(new Adaptive().arrange(withSlots(3, 1, 8)).classes()).isEqualTo(LONG);
    }

    @Test
    void whereEachRequestIsPlacedTheRuleKnowsTheSlots() {
        LiveRule rule = new Adaptive().arrange(withSlots(3, 1, 8)).live().orElseThrow();

        assertThat(rule.kind()).isEqualTo(LiveRule.Kind.ADAPTIVE);
        assertThat(rule.slots().values()).containsExactly(8, 8, 8);
        assertThat(new TwoTier().arrange(candidates(3, 2)).live().orElseThrow().main())
                .isEqualTo(address(2));
    }

    @Test
    void ofSixteenSlotsLongRequestsLeaveOneWhereNginxCountsOnlyThem() {
        assertThat(longAtOnce(2, 8)).hasValue(15);
        assertThat(longAtOnce(5, 8)).hasValue(37);
        assertThat(longAtOnce(1, 2)).hasValue(1);
        assertThat(longAtOnce(1, 1)).hasValue(1);
    }

    @Test
    void nothingIsKeptWhileTheSlotsOfANodeAreUnknownOrTheRuleIsAnother() {
        LiveRule known = new Adaptive().arrange(withSlots(2, 1, 8)).live().orElseThrow();

        assertThat(known.longAtOnce(candidates(3, 1).servers())).isEmpty();
        assertThat(known.longAtOnce(List.of())).isEmpty();
        assertThat(LiveRule.twoTier(address(1)).longAtOnce(candidates(3, 1).servers()))
                .isEmpty();
    }

    private static OptionalInt longAtOnce(int nodes, int slots) {
        RoutingPlan plan = new Adaptive().arrange(withSlots(nodes, 1, slots));
        return plan.live().orElseThrow().longAtOnce(plan.all().servers());
    }

    @Test
    void theMainNodeIsACandidate() {
        assertThatThrownBy(() -> candidates(2, 3)).hasMessageContaining("main: 10.0.0.3:5002");
    }

    private static Candidates candidates(int nodes, int main) {
        List<Server> servers = IntStream.rangeClosed(1, nodes)
                .mapToObj(i -> Server.primary(address(i), 100))
                .toList();
        return new Candidates(servers, address(main), LONG);
    }

    private static Candidates withSlots(int nodes, int main, int slots) {
        Candidates unknown = candidates(nodes, main);
        return new Candidates(
                unknown.servers(),
                unknown.main(),
                unknown.classes(),
                unknown.servers().stream().collect(Collectors.toMap(Server::address, server -> slots)),
                Tuning.NONE);
    }

    private static List<Integer> primaries(Pool pool) {
        return places(pool, false);
    }

    private static List<Integer> backups(Pool pool) {
        return places(pool, true);
    }

    private static List<Integer> places(Pool pool, boolean backup) {
        return pool.servers().stream()
                .filter(server -> server.isBackup() == backup)
                .map(server -> Integer.parseInt(server.address().host().substring("10.0.0.".length())))
                .toList();
    }
}
