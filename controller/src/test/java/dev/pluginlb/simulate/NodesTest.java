package dev.pluginlb.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pluginlb.traffic.EndpointKey;
import dev.pluginlb.traffic.RequestClass;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cases that were computed by hand. */
class NodesTest {

    private static final EndpointKey ANY = new EndpointKey("POST /any");

    private static Request request(double at, double work, RequestClass type) {
        return new Request(at, work, type, type, ANY);
    }

    private static Request shortOne(double at, double work) {
        return request(at, work, RequestClass.SHORT);
    }

    private static Request longOne(double at, double work) {
        return request(at, work, RequestClass.LONG);
    }

    /** When each request ends, in the order in which they end. */
    private static List<Double> ends(SimulatedNode node, Request... requests) {
        List<Double> ends = new ArrayList<>();
        for (Request request : requests) {
            while (node.nextEnd() <= request.at()) {
                ends.add(node.nextEnd());
                node.end();
            }
            node.add(new SimulatedNode.Job(request, 0, 0, request.at()), request.at());
        }
        while (node.nextEnd() < Double.POSITIVE_INFINITY) {
            ends.add(node.nextEnd());
            node.end();
        }
        return ends;
    }

    private static Figures run(Policy policy, List<NodeSpec> nodes, Request... requests) {
        return policy.run(new Scenario(nodes, 0, 0), List.of(requests));
    }

    private static NodeSpec slots(int slots, double speed) {
        return new NodeSpec(NodeSpec.Kind.SLOTS, slots, speed);
    }

    @Test
    void whoFindsNoSlotWaitsForTheFirstThatIsFree() {
        assertThat(ends(slots(2, 1).node(), shortOne(0, 4), shortOne(0, 1), shortOne(0, 2), shortOne(1.5, 1)))
                .containsExactly(1.0, 3.0, 4.0, 4.0);
    }

    @Test
    void aNodeOfHalfTheSpeedTakesTwiceAsLong() {
        assertThat(ends(slots(1, 0.5).node(), shortOne(0, 1), shortOne(1, 1))).containsExactly(2.0, 4.0);
    }

    @Test
    void oneProcessorIsSharedBetweenAllItsRequests() {
        // Alone for 1, then half each: the second needs 2 for its 1, the first has 1 left then, alone.
        assertThat(ends(new NodeSpec(NodeSpec.Kind.SHARED, 1, 1).node(), shortOne(0, 3), shortOne(1, 1)))
                .containsExactly(3.0, 4.0);
    }

    @Test
    void processorsAreOnlySharedWhenThereAreMoreRequests() {
        assertThat(ends(
                        new NodeSpec(NodeSpec.Kind.SHARED, 2, 1).node(),
                        shortOne(0, 2),
                        shortOne(0, 2),
                        shortOne(0, 2)))
                .containsExactly(3.0, 3.0, 3.0);
    }

    @Test
    void theBoundTakesShortRequestsFirstAndInterruptsNone() {
        // One slot: long 0-10, then short 10-11 though a long one came before it, then that, 11-21.
        Figures figures = run(Policy.BOUND, List.of(slots(1, 1)), longOne(0, 10), longOne(1, 10), shortOne(2, 1));

        assertThat(figures.shortMean()).isEqualTo(9);
        assertThat(figures.longMean()).isEqualTo((10 + 20) / 2.0);
    }

    @Test
    void theBoundHasOneQueueForAllNodesAndTakesTheFastestSlot() {
        Figures figures =
                run(Policy.BOUND, List.of(slots(1, 1), slots(1, 2)), longOne(0, 4), longOne(0, 4), longOne(1, 2));

        // 0-2 on the fast one, 0-4 on the other, 2-3 on the fast one.
        assertThat(figures.longMean()).isCloseTo((2 + 4 + 2) / 3.0, within(1e-9));
    }

    @Test
    void theBoundOfSharedProcessorsSharesAllOfThem() {
        NodeSpec node = new NodeSpec(NodeSpec.Kind.SHARED, 1, 1);

        assertThat(run(Policy.BOUND, List.of(node, node), longOne(0, 2), longOne(0, 2), longOne(0, 2))
                        .longMean())
                .isCloseTo(3, within(1e-9));
    }

    @Test
    void roundRobinSendsEachToTheNextNode() {
        Figures figures = run(
                Policy.ROUND_ROBIN, List.of(slots(1, 1), slots(1, 1)), longOne(0, 9), shortOne(1, 1), shortOne(2, 1));

        // The third stands behind the long one: until 9, then 1.
        assertThat(figures.shortMean()).isEqualTo((1 + 8) / 2.0);
    }

    @Test
    void fewestInFlightAvoidsTheNodeThatIsBusy() {
        Figures figures = run(
                Policy.LEAST_CONN, List.of(slots(1, 1), slots(1, 1)), longOne(0, 9), shortOne(1, 1), shortOne(2, 1));

        assertThat(figures.shortMean()).isEqualTo(1);
    }

    @Test
    void theSplitKeepsLongRequestsFromTheFirstNode() {
        Figures figures =
                run(Policy.SPLIT, List.of(slots(1, 1), slots(1, 1)), longOne(0, 9), longOne(0, 9), shortOne(1, 1));

        assertThat(figures.shortMean()).isEqualTo(1);
        assertThat(figures.longMean()).isEqualTo((9 + 18) / 2.0);
    }

    @Test
    void aStaleProxySendsAllToTheSameNode() {
        Scenario stale = new Scenario(List.of(slots(1, 1), slots(1, 3)), 100, 0);
        List<Request> requests = List.of(longOne(0, 3), longOne(0, 3), longOne(0, 3));

        // By turns 0, 1, 0 among nodes that look alike: 0-3, 0-1, 3-6.
        assertThat(Policy.LEAST_CONN.run(stale, requests).longMean()).isCloseTo(10 / 3.0, within(1e-9));
    }

    @Test
    void impossibleNodesAndWorkloadsAreRefused() {
        assertThatThrownBy(() -> slots(0, 1)).hasMessageContaining("expected");
        assertThatThrownBy(() -> new Scenario(List.of(), 0, 0)).hasMessageContaining("expected");
        assertThatThrownBy(() -> Workload.usual(0, 0.5)).hasMessageContaining("expected");
        assertThatThrownBy(() -> Policy.named("best")).hasMessageContaining("adaptive-learned");
        assertThatThrownBy(() -> Service.pareto(1, 1)).hasMessageContaining("expected");
    }
}
