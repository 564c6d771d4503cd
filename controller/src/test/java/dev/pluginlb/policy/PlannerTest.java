package dev.pluginlb.policy;

import static dev.pluginlb.testing.GivenCluster.NOW;
import static dev.pluginlb.testing.GivenCluster.address;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.plan.Balancing;
import dev.pluginlb.plan.Classes;
import dev.pluginlb.plan.Pool;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.plan.Server;
import dev.pluginlb.testing.GivenCluster;
import dev.pluginlb.traffic.EndpointKey;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private static final Duration JUST_NOW = Duration.ofSeconds(1);
    private static final Duration LONG_AGO = Duration.ofHours(1);

    @Test
    void nobodyAtAllIsAnEmptyPlan() {
        Decision decision = decide(new RoundRobin(), GivenCluster.up(0), PlanMemory.EMPTY);

        assertThat(decision.plan().isEmpty()).isTrue();
        assertThat(decision.main()).isEmpty();
        assertThat(decision.reasons()).containsExactly("no node is known yet");
    }

    @Test
    void allWhoAreUpServe() {
        Decision decision = decide(new RoundRobin(), GivenCluster.up(3).down(2, LONG_AGO), PlanMemory.EMPTY);

        assertThat(decision.plan().all().addresses()).containsExactly(address(1), address(3));
        assertThat(decision.main()).map(Node::address).contains(address(1));
        assertThat(decision.reasons()).isEmpty();
    }

    @Test
    void whoeverIsKeptByTheFloorIsNamedAndNeverMain() {
        GivenCluster cluster =
                GivenCluster.up(4).down(1, JUST_NOW).down(2, JUST_NOW).down(3, JUST_NOW);

        Decision decision = decide(new TwoTier(), cluster, PlanMemory.EMPTY);

        assertThat(decision.plan().all().addresses()).containsExactly(address(1), address(4));
        assertThat(decision.main()).map(Node::address).contains(address(4));
        assertThat(decision.reasons())
                .singleElement()
                .asString()
                .contains("kept 10.0.0.1:5002", "floor 0.5", "3 probes failed");
    }

    @Test
    void whenNobodyIsLeftTheLastServersStay() {
        PlanMemory memory =
                decide(new TwoTier(), GivenCluster.up(3), PlanMemory.EMPTY).memory();

        Decision decision = decide(new TwoTier(), GivenCluster.up(0), memory);

        assertThat(decision.plan().all().addresses()).containsExactly(address(1), address(2), address(3));
        assertThat(decision.memory()).isEqualTo(memory);
        assertThat(decision.main()).isEmpty();
        assertThat(decision.reasons()).containsExactly("kept the last plan: no node answers");
    }

    @Test
    void whenAPolicyThrowsAllServeEverythingWithEqualWeights() {
        RoutingPolicy broken = policy(candidates -> {
            throw new IllegalStateException("boom");
        });

        Decision decision = decide(broken, GivenCluster.up(3).weight(1, 900), PlanMemory.EMPTY);

        assertServesAllEqually(decision);
        assertThat(decision.reasons()).singleElement().asString().contains("policy test failed", "boom");
    }

    @Test
    void aPolicyWhoseJarLacksAClassCountsAsBroken() {
        RoutingPolicy broken = policy(candidates -> {
            throw new NoClassDefFoundError("other/Part");
        });

        Decision decision = decide(broken, GivenCluster.up(3), PlanMemory.EMPTY);

        assertServesAllEqually(decision);
        assertThat(decision.reasons()).singleElement().asString().contains("policy test failed", "other/Part");
    }

    @Test
    void aPolicyThatNamesOthersThanTheCandidatesCountsAsBroken() {
        Server stranger = Server.primary(new Address("192.168.0.1", 1), 1);

        assertServesAllEqually(decide(
                policy(candidates -> onePool(List.of(candidates.servers().get(0), stranger))),
                GivenCluster.up(3),
                PlanMemory.EMPTY));
    }

    @Test
    void aPolicyThatLeavesAPoolEmptyCountsAsBroken() {
        Pool nobody = new Pool(Pool.LONG, Balancing.ROUND_ROBIN, List.of());

        assertServesAllEqually(decide(policy(candidates -> onePool(List.of())), GivenCluster.up(3), PlanMemory.EMPTY));
        assertServesAllEqually(decide(
                policy(candidates -> new RoutingPlan(
                        onePool(candidates.servers()).all(),
                        onePool(candidates.servers()).all(),
                        nobody,
                        Classes.NONE)),
                GivenCluster.up(3),
                PlanMemory.EMPTY));
    }

    @Test
    void aPolicyThatGivesTwoPoolsOneNameCountsAsBroken() {
        assertServesAllEqually(decide(
                policy(candidates -> {
                    Pool all = onePool(candidates.servers()).all();
                    return new RoutingPlan(all, all.half(0, Pool.ALL), all, Classes.NONE);
                }),
                GivenCluster.up(3),
                PlanMemory.EMPTY));
    }

    @Test
    void theMainNodeOutlivesItsRestartAndChangesWhenItIsGone() {
        PlanMemory memory = decide(
                        new TwoTier(),
                        GivenCluster.up(3),
                        new PlanMemory(List.of(), Weights.Memory.EMPTY, Optional.of(address(2))))
                .memory();
        assertThat(memory.main()).contains(address(2));

        memory = decide(new TwoTier(), GivenCluster.up(3).restarted(2, "m2"), memory)
                .memory();
        assertThat(memory.main()).contains(address(2));

        memory = decide(new TwoTier(), GivenCluster.up(3).down(2, JUST_NOW), memory)
                .memory();
        assertThat(memory.main()).contains(address(1));
    }

    @Property(tries = 300)
    void aPlanNamesCandidatesOnlyAndOnceThereWereServersNeverNone(
            @ForAll("clusters") List<GivenCluster> clusters, @ForAll("policies") RoutingPolicy policy) {
        PlanMemory memory = PlanMemory.EMPTY;
        Set<Address> everUp = new HashSet<>();
        for (GivenCluster cluster : clusters) {
            cluster.snapshot().up().forEach(node -> everUp.add(node.address()));
            Set<Address> candidates = new HashSet<>();
            cluster.nodes().forEach(node -> candidates.add(node.address()));
            memory.servers().forEach(server -> candidates.add(server.address()));
            boolean hadServers = !memory.servers().isEmpty();

            Decision decision = decide(policy, cluster, memory);

            assertThat(decision.plan().pools()).allSatisfy(pool -> {
                assertThat(candidates).containsAll(pool.addresses());
                assertThat(pool.servers().isEmpty() && hadServers).isFalse();
            });
            assertThat(decision.plan().pools()).extracting(Pool::name).doesNotHaveDuplicates();
            memory = decision.memory();
        }
    }

    private static void assertServesAllEqually(Decision decision) {
        assertThat(decision.plan())
                .isEqualTo(onePool(List.of(
                        Server.primary(address(1), 1), Server.primary(address(2), 1), Server.primary(address(3), 1))));
        assertThat(decision.reasons()).hasSize(1);
    }

    private static Decision decide(RoutingPolicy policy, GivenCluster cluster, PlanMemory memory) {
        Planner planner = new Planner(policy, new Floor(0.5, Duration.ofMinutes(10)), new MainNode(""));
        Situation situation = Situation.unmeasured(
                cluster.snapshot(),
                Classes.ofLong(List.of(new EndpointKey("/slow"))),
                Optional.of(new NodeId("nobody")));
        return planner.decide(situation, memory, NOW);
    }

    private static RoutingPlan onePool(List<Server> servers) {
        return RoutingPlan.ofOnePool(new Pool(Pool.ALL, Balancing.ROUND_ROBIN, servers));
    }

    private static RoutingPolicy policy(Function<Candidates, RoutingPlan> arrange) {
        return new RoutingPolicy() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public RoutingPlan arrange(Candidates candidates) {
                return arrange.apply(candidates);
            }
        };
    }

    @Provide
    Arbitrary<RoutingPolicy> policies() {
        Server stranger = Server.primary(new Address("192.168.0.1", 1), 1);
        return Arbitraries.of(
                new RoundRobin(),
                new LeastConn(),
                new TwoTier(),
                policy(candidates -> onePool(List.of(stranger))),
                policy(candidates -> onePool(List.of())),
                policy(candidates -> {
                    throw new IllegalStateException("boom");
                }));
    }

    @Provide
    Arbitrary<List<GivenCluster>> clusters() {
        Arbitrary<GivenCluster> cluster = Arbitraries.of("up", "down", "dead", "unknown", "absent")
                .list()
                .ofMaxSize(6)
                .map(states -> {
                    GivenCluster given = GivenCluster.up(states.size());
                    for (int i = 1; i <= states.size(); i++) {
                        given = switch (states.get(i - 1)) {
                            case "down" -> given.down(i, JUST_NOW);
                            case "dead" -> given.down(i, LONG_AGO);
                            case "unknown" -> given.unknown(i);
                            case "absent" -> given.without(i);
                            default -> given;
                        };
                    }
                    return given;
                });
        return cluster.list().ofMinSize(1).ofMaxSize(10);
    }
}
