package dev.pluginlb.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.PluginId;
import dev.pluginlb.cluster.PluginReport;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import dev.pluginlb.nginx.LiveWatch;
import dev.pluginlb.nginx.StateTeller;
import dev.pluginlb.render.NginxState;
import dev.pluginlb.testing.GivenCluster;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** With the Lua driver: what Nginx chooses by is told at once, again until it holds, and costs no reload. */
class StateDeliveryTest {

    private final Given given = Given.nodes(2);

    StateDeliveryTest() {
        given.effects.choosePerRequest();
        given.passes(1);
    }

    @Test
    void theConfigIsAppliedOnceTheStateIsOnDiskForAnNginxThatStarts() {
        assertThat(given.effects.applied).isEmpty();
        assertThat(told()).hasSize(1);

        ends(told().get(0), false);

        assertThat(given.effects.applied).hasSize(1);
    }

    /**
     * With a changed configuration all parts are wired anew. As Nginx chose by the right state already, nothing was told, so
     * nothing was written down, and the config waited for that: for ever, or until a node came or went.
     */
    @Test
    void whatNginxChoosesByAlreadyIsToldOnceMoreSoThatItIsWrittenDownAndTheConfigApplied() {
        Given anew = Given.nodes(2);
        anew.effects.choosePerRequest();
        anew.gets(new Input.Looked(new LiveWatch.Look(
                        anew.now(), Optional.empty(), Optional.empty(), Set.of(), Optional.of(last().version()))))
                .passes(1);
        assertThat(anew.effects.told).containsExactly(last());

        anew.gets(new Input.Kept(new StateTeller.Kept(last().version(), ""))).turns(0);
        assertThat(anew.effects.applied).hasSize(1);
    }

    /** The reason of each release named all nodes that had come and gone since the first. */
    @Test
    void noReleaseIsForWhatAStateHasPutIntoEffectAlready() {
        ends(told().get(0), true);
        given.ends(Result.PROVEN).grows(3).passes(3);
        ends(last(), true);

        given.gets(new Input.Reload(new CompletableFuture<>())).turns(1);
        ends(last(), true);
        given.ends(Result.PROVEN);

        assertThat(given.state().history().get(0).reason()).isEqualTo("asked for by an operator");
    }

    @Test
    void noConfigIsAppliedWhileItsStateCannotBeWrittenDown() {
        NginxState first = told().get(0);
        given.gets(new Input.Kept(new StateTeller.Kept(first.version(), "no space left")))
                .turns(0);
        assertThat(given.effects.applied).isEmpty();

        given.gets(new Input.Kept(new StateTeller.Kept(first.version(), ""))).turns(0);
        assertThat(given.effects.applied).hasSize(1);
    }

    /** It was given up: with a full disk for a moment, an Nginx started a day later served nodes that were long gone. */
    @Test
    void oneThatCouldNotBeWrittenDownIsToldAndWrittenAgainUntilItCanAndThatCanBeRead() {
        live();
        NginxState state = last();
        int told = told().size();
        given.gets(new Input.Kept(new StateTeller.Kept(state.version(), "no space left")))
                .turns(0);
        assertThat(given.state().faults()).anyMatch(reason -> reason.contains("no space left"));
        assertThat(told()).hasSize(told);

        given.passes(1);
        assertThat(told()).hasSizeGreaterThan(told);
        assertThat(last()).isEqualTo(state);
        given.gets(new Input.Kept(new StateTeller.Kept(state.version(), ""))).turns(0);
        ends(state, true);
        assertThat(given.state().faults()).noneMatch(reason -> reason.contains("no space left"));
        int again = told().size();
        given.passes(2);
        assertThat(told()).hasSize(again);
    }

    @Test
    void aChangeOfNodesIsToldAtOnceAndIsNoReload() {
        live();
        int applied = given.effects.applied.size();
        given.grows(3).passes(1);

        assertThat(last().text()).contains("node 10.0.0.3:5002");
        ends(last(), true);
        assertThat(given.effects.applied).hasSize(applied);
        assertThat(given.state().deployment().proven()).isTrue();
    }

    @Test
    void oneThatFailedIsToldAgainAndWhyCanBeRead() {
        live();
        given.grows(3).passes(1);
        int before = told().size();
        ends(last(), false);

        assertThat(given.state().deployment().proven()).isFalse();
        assertThat(given.state().deployment().waitingFor()).contains("not in effect: nobody answers");
        given.passes(1);
        assertThat(told()).hasSizeGreaterThan(before);
    }

    /** As at each start of an Nginx of ours: the first state comes before there is anybody to be told. */
    @Test
    void oneThatFailedIsToldAgainAtOnceWhenAConfigIsLive() {
        ends(told().get(0), false);
        assertThat(told()).hasSize(1);
        given.ends(Result.PROVEN);

        assertThat(told()).hasSize(2);
    }

    @Test
    void oneThatNginxHasLostIsToldAgain() {
        live();
        int before = told().size();
        given.gets(look(Optional.of("00000000000000ff"))).passes(1);

        assertThat(told()).hasSizeGreaterThan(before);
        assertThat(last()).isEqualTo(told().get(before - 1));
    }

    @Test
    void theNewestIsToldWhenSeveralCameWhileOneWasTold() {
        live();
        given.grows(3).passes(1);
        NginxState third = last();
        given.grows(4).passes(1);
        assertThat(last()).isEqualTo(third);
        ends(third, true);

        assertThat(last().text()).contains("node 10.0.0.4:5002");
    }

    @Test
    void whatAllNodesRunIsNotToldAndChangesNoVersion() {
        live();
        int before = told().size();
        given.gets(runs(1, "acme/search")).gets(runs(2, "acme/search")).passes(1);

        assertThat(told()).hasSize(before);
        assertThat(given.effects.asked).containsExactlyInAnyOrder(GivenCluster.address(1), GivenCluster.address(2));
    }

    @Test
    void whichNodeRunsAPluginThatAnotherDoesNotIsToldAndIsNoReload() {
        live();
        int applied = given.effects.applied.size();
        String before = last().text();
        given.gets(runs(1, "acme/search")).gets(runs(2)).passes(1);

        assertThat(last().text()).contains("\nruns acme/search 10.0.0.1:5002\n");
        ends(last(), true);
        given.gets(runs(2, "acme/search")).passes(1);
        assertThat(last().text()).isEqualTo(before);
        assertThat(given.effects.applied).hasSize(applied);
    }

    @Test
    void ofANodeThatServesNoMoreNothingIsTold() {
        live();
        given.grows(3).passes(1);
        ends(last(), true);
        given.gets(runs(1, "acme/search"))
                .gets(runs(2, "acme/search"))
                .gets(runs(3))
                .passes(1);
        assertThat(last().text()).contains("runs acme/search");
        ends(last(), true);
        given.silent(3).passes(8);

        assertThat(last().text()).doesNotContain("10.0.0.3:5002").doesNotContain("runs");
        assertThat(given.effects.asked).doesNotContain(GivenCluster.address(3));
    }

    private static Input runs(int node, String... plugins) {
        return new Input.Reported(PluginReport.of(
                GivenCluster.address(node),
                Arrays.stream(plugins).map(PluginId::new).toList()));
    }

    private void live() {
        ends(last(), true);
        given.ends(Result.PROVEN);
    }

    private List<NginxState> told() {
        return given.effects.told;
    }

    private NginxState last() {
        return told().get(told().size() - 1);
    }

    private void ends(NginxState state, boolean inEffect) {
        String words = inEffect ? "" : "nobody answers";
        given.gets(new Input.Kept(new StateTeller.Kept(state.version(), "")))
                .gets(new Input.Told(new StateTeller.Outcome(state.version(), inEffect, inEffect, words)))
                .turns(0);
    }

    private Input look(Optional<String> state) {
        Optional<String> version = Optional.of(given.last().version());
        return new Input.Looked(new LiveWatch.Look(given.now(), version, version, Set.of(), state));
    }
}
