package dev.pluginlb.policy;

import static dev.pluginlb.testing.GivenCluster.NOW;
import static dev.pluginlb.testing.GivenCluster.address;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.ClusterSnapshot;
import dev.pluginlb.cluster.Drain;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.plan.Classes;
import dev.pluginlb.testing.GivenCluster;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrainedNodesTest {

    private static final Drain SAID = new Drain("alice", NOW, "");
    private static final Duration JUST_NOW = Duration.ofSeconds(1);

    @Test
    void aDrainedNodeIsInNoPoolAndNotMain() {
        Decision decision = decide(drained(GivenCluster.up(3), 1));

        assertThat(decision.plan().pools())
                .allSatisfy(pool -> assertThat(pool.addresses()).doesNotContain(address(1)));
        assertThat(decision.main()).map(Node::address).contains(address(2));
        assertThat(decision.reasons()).isEmpty();
    }

    @Test
    void theFloorNeitherKeepsItNorCountsIt() {
        GivenCluster cluster = GivenCluster.up(4).down(1, JUST_NOW).down(2, JUST_NOW);

        Decision decision = decide(drained(cluster, 1, 3));

        assertThat(decision.plan().all().addresses()).containsExactly(address(4));
    }

    @Test
    void whenNobodyElseAnswersItServesAndTheOperatorIsTold() {
        GivenCluster cluster = GivenCluster.up(3).down(2, JUST_NOW).down(3, JUST_NOW);

        Decision decision = decide(drained(cluster, 1));

        assertThat(decision.plan().all().addresses()).containsExactly(address(1));
        assertThat(decision.main()).map(Node::address).contains(address(1));
        assertThat(decision.reasons())
                .containsExactly(
                        "10.0.0.1:5002 serves though drained by alice since 2026-01-01T00:00:00Z (no other node answers)");
    }

    @Test
    void aNodeIsNamedByItsIdItsAddressOrTheBeginningOfOneId() {
        ClusterSnapshot cluster = GivenCluster.up(2)
                .with("abc-1", address(7))
                .with("abc-2", address(8))
                .with("abc", address(9))
                .snapshot();

        assertThat(cluster.named("10.0.0.2:5002")).extracting(Node::id).containsExactly(new NodeId("n2"));
        assertThat(cluster.named("abc")).extracting(Node::address).containsExactly(address(9));
        assertThat(cluster.named("abc-1")).extracting(Node::address).containsExactly(address(7));
        assertThat(cluster.named("abc-")).hasSize(2);
        assertThat(cluster.named("10.0")).isEmpty();
        assertThat(cluster.named("")).isEmpty();
    }

    @Test
    void whatAnOperatorSaysIsOneShortLine() {
        Drain drain = new Drain(" al\u001b[2Jice\n", NOW, "a\r\nb\u202e" + "x".repeat(500));

        assertThat(drain.who()).isEqualTo("al [2Jice");
        assertThat(drain.why()).startsWith("a b x").hasSize(Drain.MAX_WORDS);
        assertThat(new Drain("", NOW, "x".repeat(199) + "\ud83d\ude00").why()).isEqualTo("x".repeat(199));
    }

    private static ClusterSnapshot drained(GivenCluster cluster, int... nodes) {
        Map<Address, Drain> drains = IntStream.of(nodes)
                .mapToObj(GivenCluster::address)
                .collect(Collectors.toMap(Function.identity(), node -> SAID));
        return cluster.snapshot().drained(drains);
    }

    private static Decision decide(ClusterSnapshot cluster) {
        Planner planner = new Planner(new TwoTier(), new Floor(0.5, Duration.ofMinutes(10)), new MainNode(""));
        return planner.decide(
                Situation.unmeasured(cluster, Classes.NONE, Optional.of(new NodeId("n1"))), PlanMemory.EMPTY, NOW);
    }
}
