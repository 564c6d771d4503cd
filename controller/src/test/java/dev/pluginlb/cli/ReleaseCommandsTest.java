package dev.pluginlb.cli;

import static dev.pluginlb.admin.GivenReleases.attempt;
import static dev.pluginlb.admin.GivenReleases.release;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.admin.Plans;
import dev.pluginlb.cluster.Address;
import dev.pluginlb.control.DeploymentState;
import dev.pluginlb.control.StateProgress;
import dev.pluginlb.dispatch.Tuning;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import dev.pluginlb.plan.LiveRule;
import dev.pluginlb.plan.RoutingPlan;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is routed where, and what has been live. */
class ReleaseCommandsTest extends BeforeAServer {

    @Test
    void thePlanNamesPoolsServersAndLongEndpoints() {
        admin.controller.plan(Plans.twoPools(), "kept 10.0.0.6:5002");

        assertThat(shell.run("plan").out()).isEqualTo("""
                        POOL                        SERVES  BALANCING    SERVER         WEIGHT NOW  TURN
                        dify_plugin_daemon_servers  long    least conn   10.0.0.5:5002           1  primary
                        dify_plugin_daemon_servers  long    least conn   10.0.0.6:5002           2  primary
                        dify_plugin_daemon_short    short   round robin  10.0.0.5:5002           1  primary
                        dify_plugin_daemon_short    short   round robin  10.0.0.6:5002           2  backup

                        main node: none
                        known long endpoints: 1
                          POST /slow
                        known short endpoints, of routes that are long unless known: 1
                          * /e/:hook_id
                        reasons:
                          kept 10.0.0.6:5002
                        """);
    }

    @Test
    void anEmptyPlanIsAPlanToo() {
        assertThat(shell.run("plan").out()).isEqualTo("""
                        POOL                        SERVES  BALANCING   SERVER  WEIGHT NOW  TURN
                        dify_plugin_daemon_servers  all     least conn  none             -  -

                        main node: none
                        this policy makes no difference between short and long requests
                        """);
    }

    /** It said that adaptive made no difference, as the pools do not show any. */
    @Test
    void whatARuleForEachRequestDoesIsSaidWhereNginxHasOne() {
        admin.controller.plan(adaptive(Map.of()));
        chooses(Optional.of("s"));

        assertThat(shell.run("plan").out())
                .contains("\nadaptive: Nginx itself places each request where fewest are in flight, and ")
                .contains(
                        "known long endpoints: 1\n", "known short endpoints, of routes that are long unless known: 1\n")
                .doesNotContain("no difference");
    }

    @Test
    void withStockNginxOnlyWhatWaitsThereIsADifference() {
        chooses(Optional.empty());
        admin.controller.plan(adaptive(Map.of(Address.parse("10.0.0.5:5002"), 8, Address.parse("10.0.0.6:5002"), 8)));
        assertThat(shell.run("plan").out())
                .contains("\nlong requests wait in Nginx, where it can let them, while 15 of them run\n")
                .contains("known long endpoints: 1\n");

        admin.controller.plan(adaptive(Map.of()));
        assertThat(shell.run("plan").out())
                .endsWith("\nthis policy makes no difference between short and long requests\n");
    }

    private static RoutingPlan adaptive(Map<Address, Integer> slots) {
        RoutingPlan pools = Plans.twoPools();
        return new RoutingPlan(pools.all(), pools.all(), pools.all(), pools.classes())
                .choosingBy(LiveRule.adaptive(Address.parse("10.0.0.5:5002"), slots, Tuning.NONE));
    }

    /** @param state what Nginx chooses by; none where it only knows pools */
    private void chooses(Optional<String> state) {
        Optional<String> version = Optional.of("bbbb");
        admin.controller.deployment(
                new DeploymentState(
                        version,
                        version,
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        "",
                        new StateProgress(state, state, "")),
                release("bbbb"));
    }

    @Test
    void theDiffCanBePipedAndItsNoteStandsAside() {
        admin.controller.stillLive("aaaa", release("bbbb", "a.conf", "x\n"), "soon");

        Shell.Ended ended = shell.run("diff");

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).isEqualTo("--- /dev/null\n+++ bbbb/a.conf\n@@ -0,0 +1,1 @@\n+x\n");
        assertThat(ended.err()).startsWith("note: the files of aaaa, which is live, are not on disk");
    }

    @Test
    void noDifferenceIsSaid() {
        admin.controller.live(release("bbbb"));

        Shell.Ended ended = shell.run("diff");

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).isEqualTo("no difference: bbbb is live and wanted\n");
    }

    @Test
    void theHistoryTellsWhatBecameOfEachRelease() {
        admin.controller.live(
                release("bbbb"),
                attempt("cccc", Result.REFUSED, "unknown directive\nsecond line"),
                attempt("bbbb", Result.PROVEN, "served"));

        assertThat(shell.run("history").out()).isEqualTo("""
                        AT                    VERSION  RESULT     TOOK  NOW   REASON
                        2026-11-21T10:01:00Z  cccc     refused  213 ms        +10.0.0.7:5002: unknown directive
                        2026-11-21T10:01:00Z  bbbb     proven   213 ms  live  +10.0.0.7:5002
                        """);
    }

    @Test
    void anEmptyHistoryIsSaid() {
        assertThat(shell.run("history").out()).isEqualTo("nothing was applied yet\n");
    }
}
