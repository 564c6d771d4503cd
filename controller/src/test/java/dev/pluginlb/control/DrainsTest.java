package dev.pluginlb.control;

import static dev.pluginlb.testing.GivenCluster.address;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Drain;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.cluster.NodeState;
import dev.pluginlb.cluster.ProbeResult;
import dev.pluginlb.nginx.ApplyOutcome;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import dev.pluginlb.render.RenderedConfig;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the control loop makes of drains; Redis and Nginx are played by the test. */
class DrainsTest {

    private static final Drain KERNEL = new Drain("alice", Given.BEGIN, "kernel");

    @Test
    void aDrainIsWrittenFirstAndFulfilledWhenAConfigWithoutTheNodeIsProven() {
        Given given = Given.live(3);
        CompletableFuture<ApplyOutcome> outcome = wish(given, 2, Optional.of(KERNEL));
        assertThat(given.effects.kept)
                .singleElement()
                .extracting(DrainWish::node)
                .isEqualTo(address(2));
        assertThat(given.passes(1).attempts()).as("it is not in Redis yet").isEqualTo(1);

        given.drained(Map.of(address(2), KERNEL)).passes(2);
        assertThat(given.last().text()).doesNotContain("10.0.0.2:5002");
        assertThat(outcome).isNotDone();

        given.ends(Result.PROVEN).turns(1);
        assertThat(outcome.join().isProven()).isTrue();
        assertThat(given.state().cluster().draining())
                .singleElement()
                .extracting(Node::state, Node::reason)
                .containsExactly(NodeState.DRAINING, "drained by alice since 2026-01-01T00:00:00Z: kernel");
    }

    @Test
    void anAttemptThatFailsIsTheOutcomeOfTheDrain() {
        Given given = Given.live(3);
        CompletableFuture<ApplyOutcome> outcome = wish(given, 2, Optional.of(KERNEL));

        given.drained(Map.of(address(2), KERNEL)).passes(2).ends(Result.NOT_LIVE);

        assertThat(outcome.join().result()).isEqualTo(Result.NOT_LIVE);
    }

    @Test
    void whatCannotBeWrittenIsRefused() {
        Given given = Given.live(3);
        CompletableFuture<ApplyOutcome> outcome = wish(given, 2, Optional.of(KERNEL));

        given.gets(new Input.NotDrained(given.effects.kept.get(0), "no route")).turns(1);

        assertThat(outcome.join().words()).isEqualTo("nothing was changed, Redis cannot be written: no route");
    }

    @Test
    void theLastServingNodeIsNotDrainedNorAreTwoThatAreTheLastTogether() {
        Given given = Given.live(2);
        CompletableFuture<ApplyOutcome> first = wish(given, 1, Optional.of(KERNEL));
        CompletableFuture<ApplyOutcome> second = wish(given, 2, Optional.of(KERNEL));

        assertThat(first).isNotDone();
        assertThat(second.join().result()).isEqualTo(Result.FAILED);
        assertThat(second.join().words()).startsWith("10.0.0.2:5002 is the last node that serves");
        assertThat(given.effects.kept).hasSize(1);
    }

    @Test
    void nothingIsDrainedWhileAReleaseIsPinned() {
        Given given = Given.live(3);
        RenderedConfig release = new RenderedConfig("00000000000000aa", new TreeMap<>(Map.of("a.conf", "# old")));
        given.gets(new Input.Pin(release, new CompletableFuture<>())).turns(1).ends(Result.PROVEN);

        assertThat(wish(given, 2, Optional.of(KERNEL)).join().words()).startsWith("pinned to 00000000000000aa");
    }

    @Test
    void undrainingBringsTheNodeBack() {
        Given given = drained(3, 2);
        CompletableFuture<ApplyOutcome> outcome = wish(given, 2, Optional.empty());

        given.drained(Map.of()).passes(6).ends(Result.PROVEN).turns(1);

        assertThat(outcome.join().isProven()).isTrue();
        assertThat(given.last().text()).contains("10.0.0.2:5002");
        assertThat(given.state().drains()).isEmpty();
    }

    @Test
    void aNodeIsEmptyWhenNoOldWorkerIsLeftAndItSaysTwiceThatItRunsNothing() {
        Given given = drained(3, 2).passes(2).draining(1);
        assertThat(state(given).left()).isTrue();
        assertThat(state(given).oldWorkers()).isEqualTo(1);
        assertThat(state(given.passes(3)).empty()).isFalse();

        given.draining(0).gets(runs(2, 1)).turns(1);
        assertThat(state(given).atNode()).hasValue(1);
        assertThat(state(given).empty()).isFalse();

        given.gets(runs(2, 0)).turns(1);
        assertThat(state(given).empty()).as("once").isFalse();
        given.gets(runs(2, 0)).turns(1);
        assertThat(state(given).empty()).as("twice").isTrue();
    }

    @Test
    void aNodeIsBeingAskedUntilItsFirstProbeSinceItsDrainWhateverThatSays() {
        Emptying node = new Emptying(address(2));
        assertThat(node.state(KERNEL, Optional.empty(), true).asking()).isTrue();
        assertThat(node.state(KERNEL, Optional.empty(), false).asking())
                .as("nobody is there to say")
                .isFalse();

        node.probed(ProbeResult.answered(address(2), OptionalInt.empty()), Given.BEGIN);

        assertThat(node.state(KERNEL, Optional.empty(), true).asking()).isFalse();
    }

    @Test
    void workersThatTurnedOldLaterHoldNothingOfTheNode() {
        Given given = drained(3, 2).passes(2).draining(0).passes(3);
        assertThat(state(given).empty()).isTrue();

        assertThat(state(given.draining(4)).empty()).isTrue();
    }

    @Test
    void whatNginxCountsIsBelievedRatherThanItsWorkersCounted() {
        Given given = drained(3, 2).passes(2).draining(3).passes(3);
        assertThat(state(given).empty()).isFalse();

        given.counts(given.now(), Map.of(address(2), 1));
        assertThat(state(given).inNginx()).hasValue(1);
        assertThat(state(given).empty()).isFalse();

        assertThat(state(given.counts(given.now(), Map.of())).empty()).isTrue();
    }

    @Test
    void aCountFromBeforeTheNodeLeftSaysNothing() {
        Given given = drained(3, 2).counts(Given.BEGIN, Map.of());

        assertThat(state(given.passes(3)).inNginx()).isEmpty();
        assertThat(state(given).empty()).isFalse();
    }

    @Test
    void aDrainedNodeThatDoesNotAnswerRunsNothing() {
        Given given = drained(3, 2).passes(2).draining(0).silent(2).passes(4);

        assertThat(state(given).atNode()).isEmpty();
        assertThat(state(given).empty()).isTrue();
    }

    @Test
    void drainsOutliveARestartWithoutRedis() {
        Given before = drained(3, 2);
        KnownCluster known = before.effects.remembered.get(before.effects.remembered.size() - 1);
        assertThat(known.drains()).containsOnlyKeys(address(2));
        Given after = Given.nodes(3).unreadable();
        after.loop.restore(known, List.of(), Optional.empty(), after.now());

        after.passes(2);

        assertThat(after.state().cluster().draining()).hasSize(1);
        assertThat(after.last().text()).doesNotContain("10.0.0.2:5002");
    }

    /** So many nodes, one of which is drained by a config that is live. */
    private static Given drained(int nodes, int one) {
        Map<Address, Drain> drains = Map.of(address(one), KERNEL);
        return Given.live(nodes).drained(drains).passes(2).ends(Result.PROVEN);
    }

    private static CompletableFuture<ApplyOutcome> wish(Given given, int node, Optional<Drain> drain) {
        CompletableFuture<ApplyOutcome> outcome = new CompletableFuture<>();
        given.gets(new Input.Drain(new DrainWish(address(node), drain, outcome)))
                .turns(1);
        return outcome;
    }

    private static Input runs(int node, int requests) {
        return new Input.Probed(ProbeResult.answered(address(node), OptionalInt.of(requests)));
    }

    private static DrainState state(Given given) {
        return Objects.requireNonNull(given.state().drains().get(address(2)));
    }
}
