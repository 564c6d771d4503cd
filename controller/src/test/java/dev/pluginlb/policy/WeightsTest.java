package dev.pluginlb.policy;

import static dev.pluginlb.testing.GivenCluster.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.plan.Server;
import dev.pluginlb.testing.GivenCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WeightsTest {

    private static final GivenCluster UNEVEN =
            GivenCluster.up(3).load(1, 1).load(2, 1).load(3, 60);

    @Test
    void atFirstEverybodyGetsWhatItRegistered() {
        assertThat(weights(GivenCluster.up(2).weight(2, 300).load(1, 50).load(2, 0), 0))
                .containsExactly(100, 300);
    }

    @Test
    void theBusyGetLessAndTheIdleMoreButNoMoreThanTwiceOrHalf() {
        assertThat(weights(UNEVEN, 120)).containsExactly(200, 200, 50);
    }

    @Test
    void smallDifferencesMoveNothing() {
        assertThat(weights(GivenCluster.up(3).load(1, 9).load(2, 10).load(3, 12), 600))
                .containsExactly(100, 100, 100);
    }

    @Test
    void factorsAreHeldForAMinute() {
        assertThat(weights(UNEVEN, 59)).containsExactly(100, 100, 100);
        assertThat(weights(UNEVEN, 60)).isNotEqualTo(List.of(100, 100, 100));

        Weights.Memory moved = after(UNEVEN, Weights.Memory.EMPTY, 0, 60).memory();
        GivenCluster reversed = GivenCluster.up(3).load(1, 60).load(2, 60).load(3, 0);
        assertThat(weights(after(reversed, moved, 61, 119))).containsExactly(200, 200, 50);
        assertThat(weights(after(reversed, moved, 61, 120))).containsExactly(75, 75, 200);
    }

    @Test
    void aNewNodeIsNotFlooded() {
        Weights.Memory moved = after(UNEVEN, Weights.Memory.EMPTY, 0, 120).memory();
        GivenCluster joined = UNEVEN.with("n4", GivenCluster.address(4)).load(4, 0);

        assertThat(weights(after(joined, moved, 121, 122)).get(3)).isEqualTo(100);
    }

    @Test
    void aNodeThatSaysNothingOfItsLoadCountsAsTheMean() {
        assertThat(weights(GivenCluster.up(3), 600)).containsExactly(100, 100, 100);
        assertThat(weights(GivenCluster.up(2).load(1, 0), 600)).containsExactly(100, 100);
    }

    /** Queues made equal nodes look unequal; each correction was a reload, after which Nginx counted from zero. */
    @Test
    void whereSlotsAreKnownLoadMovesNothingAndSpeedStillDoes() {
        GivenCluster loaded = UNEVEN.weight(2, 50);
        Weights.Signals slow = new Weights.Signals(Map.of(GivenCluster.address(3), 2.0), Map.of());
        Weights.Memory held = Weights.weighBySpeed(loaded.nodes(), slow, Weights.Memory.EMPTY, NOW)
                .memory();

        Weights.Weighed later = Weights.weighBySpeed(loaded.nodes(), slow, held, NOW.plusSeconds(61));

        assertThat(weights(later)).containsExactly(100, 50, 100);
        assertThat(later.proposal())
                .containsEntry(GivenCluster.address(1), 1.0)
                .containsEntry(GivenCluster.address(2), 1.0)
                .containsEntry(GivenCluster.address(3), 0.5);
    }

    @Test
    void aClockThatStandsStillOrStepsBackMovesNothing() {
        Weights.Memory memory = after(UNEVEN, Weights.Memory.EMPTY, 0, 10).memory();

        Weights.Weighed again = Weights.weigh(UNEVEN.nodes(), Weights.Signals.NONE, memory, NOW.minusSeconds(3600));

        assertThat(again.memory().load()).isEqualTo(memory.load());
    }

    @Test
    void whoeverLeavesIsForgotten() {
        Weights.Memory memory = after(UNEVEN, Weights.Memory.EMPTY, 0, 120).memory();
        Weights.Memory next = after(UNEVEN.without(3), memory, 121, 121).memory();

        assertThat(next.load()).hasSize(2);
        assertThat(next.factors()).hasSize(2);
    }

    @Test
    void aSlowNodeGetsLessThoughItsLoadIsTheSame() {
        GivenCluster equal = GivenCluster.up(2).load(1, 5).load(2, 5);
        Weights.Memory held = after(equal, Weights.Memory.EMPTY, 0, 60).memory();
        Weights.Signals slow = new Weights.Signals(Map.of(GivenCluster.address(2), 2.0), Map.of());

        assertThat(Weights.weigh(equal.nodes(), slow, held, NOW.plusSeconds(61)).proposal())
                .containsEntry(GivenCluster.address(1), 1.0)
                .containsEntry(GivenCluster.address(2), 0.5);
    }

    @Test
    void whatIsOnlyProposedMovesNothing() {
        Weights.Memory memory = after(UNEVEN, Weights.Memory.EMPTY, 0, 59).memory();

        Weights.Weighed proposed = Weights.weigh(UNEVEN.nodes(), Weights.Signals.NONE, memory, NOW.plusSeconds(61));

        assertThat(proposed.proposal()).isNotEmpty();
        assertThat(weights(proposed)).containsExactly(100, 100, 100);
    }

    @Test
    void factorsFromElsewhereAreBounded() {
        Weights.Signals wild =
                new Weights.Signals(Map.of(), Map.of(GivenCluster.address(1), 1e9, GivenCluster.address(2), 0.0));

        assertThat(weights(Weights.weigh(GivenCluster.up(2).nodes(), wild, Weights.Memory.EMPTY, NOW)))
                .containsExactly(200, 50);
    }

    @Property(tries = 100)
    void everyWeightStaysBetweenHalfAndTwiceTheRegisteredOne(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 0, max = 1_000_000) Integer> loads,
            @ForAll @IntRange(min = 1, max = 1000) int registered) {
        GivenCluster cluster = GivenCluster.up(loads.size());
        for (int i = 0; i < loads.size(); i++) {
            cluster = cluster.load(i + 1, loads.get(i)).weight(i + 1, registered);
        }

        assertThat(weights(after(cluster, Weights.Memory.EMPTY, 0, 200)))
                .allMatch(weight -> weight >= 1 && weight >= Math.floor(registered / 2.0) && weight <= 2 * registered);
    }

    private static List<Integer> weights(GivenCluster cluster, int seconds) {
        return weights(after(cluster, Weights.Memory.EMPTY, 0, seconds));
    }

    private static List<Integer> weights(Weights.Weighed weighed) {
        return weighed.servers().stream().map(Server::weight).toList();
    }

    /** Weighs once a second; what is proposed is agreed on at once. */
    private static Weights.Weighed after(GivenCluster cluster, Weights.Memory memory, int from, int to) {
        Weights.Weighed weighed = weigh(cluster, memory.factors(), memory, from);
        for (int second = from; second <= to; second++) {
            weighed = weigh(cluster, weighed.memory().factors(), weighed.memory(), second);
            if (!weighed.proposal().isEmpty()) {
                weighed = weigh(cluster, weighed.proposal(), weighed.memory(), second);
            }
        }
        return weighed;
    }

    private static Weights.Weighed weigh(
            GivenCluster cluster, Map<Address, Double> agreed, Weights.Memory memory, int second) {
        return Weights.weigh(
                cluster.nodes(), new Weights.Signals(Map.of(), agreed), memory, NOW.plus(Duration.ofSeconds(second)));
    }
}
