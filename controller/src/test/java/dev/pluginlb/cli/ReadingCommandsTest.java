package dev.pluginlb.cli;

import static dev.pluginlb.admin.GivenReleases.outcome;
import static dev.pluginlb.admin.GivenReleases.release;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pluginlb.admin.Nodes;
import dev.pluginlb.admin.SettableController;
import dev.pluginlb.cluster.Freshness;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.control.DeploymentState;
import dev.pluginlb.control.ServiceState;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import dev.pluginlb.plan.Balancing;
import dev.pluginlb.plan.Pool;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.redis.ControllerId;
import dev.pluginlb.redis.Coordination;
import dev.pluginlb.redis.RegisteredController;
import dev.pluginlb.testing.GivenService;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingCommandsTest extends BeforeAServer {

    @Test
    void theStatusSaysInItsFirstLineThatAllIsWell() {
        admin.controller.cluster(Freshness.live(SettableController.STARTED), Nodes.busy("node-a", "10.0.0.5:5002", 0));
        admin.controller.live(release("aaaa"));

        Shell.Ended ended = shell.run("status");

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).isEqualTo("""
                        ALL IS WELL: 1 of 1 nodes up, aaaa is live

                        controller    unpackaged, up 1 min 30 s, since 2026-11-21T10:00:00Z
                        cluster       live since 2026-11-21T10:00:00Z
                        nodes         1 up, 0 down, 0 draining, 0 unknown
                        main node     10.0.0.5:5002
                        wanted        aaaa
                        live          aaaa
                        state         is the config
                        pinned        no
                        last attempt  none yet
                        old workers   0
                        bad values    7 skipped in Redis since the start
                        """);
    }

    /** "ALL IS WELL" stood above "last attempt ... not running", and nothing told that this is over. */
    @Test
    void anAttemptThatCameBeforeNginxDidIsSaidToBeOver() {
        admin.controller.cluster(Freshness.live(SettableController.STARTED), Nodes.busy("node-a", "10.0.0.5:5002", 0));
        admin.controller.deployment(
                new DeploymentState(
                        Optional.of("aaaa"),
                        Optional.of("aaaa"),
                        true,
                        Optional.empty(),
                        Optional.of(outcome(Result.NOT_RUNNING, "aaaa", "start it")),
                        0,
                        ""),
                release("aaaa"));

        assertThat(shell.run("status").out())
                .startsWith("ALL IS WELL")
                .contains("last attempt  aaaa not running after 213 ms: start it; Nginx serves it since\n");
    }

    @Test
    void furtherPoolsAreATableAndTheStatusSaysWhoOfThemIsDown() {
        Node up = Nodes.busy("a", "10.0.0.5:8194", 0);
        Node down = Nodes.silent("b", "10.0.0.6:8194", "3 probes failed");
        admin.controller.cluster(Freshness.live(SettableController.STARTED), Nodes.busy("node-a", "10.0.0.5:5002", 0));
        admin.controller.live(release("aaaa"));
        assertThat(shell.run("pools").out()).isEqualTo("no further pool is declared (setting: pools)\n");
        admin.controller.services(new ServiceState(GivenService.sandbox(), List.of(up, down), List.of(up.address())));

        assertThat(shell.run("pools").out()).isEqualTo("""
                        POOL                  PROTOCOL  LISTEN          MEMBER         STATE  SERVES  SINCE                 REASON
                        dify_sandbox_servers  http      127.0.0.1:8194  10.0.0.5:8194  up     yes     2026-11-21T10:00:00Z  answers
                        dify_sandbox_servers  http      127.0.0.1:8194  10.0.0.6:8194  down   no      2026-11-21T10:00:00Z  3 probes failed
                        """);
        Shell.Ended status = shell.run("status");
        assertThat(status.code()).isEqualTo(1);
        assertThat(status.out()).startsWith("NOT WELL: dify_sandbox_servers: 1 of 2 members up (10.0.0.6:8194 not)\n");
    }

    /** "2 of 3 nodes up" named neither the node nor what is wrong with it. */
    @Test
    void theFirstTwoNodesThatDoNotServeAreNamedWithTheReason() {
        admin.controller.cluster(
                Freshness.live(SettableController.STARTED),
                Nodes.busy("a", "10.0.0.5:5002", 0),
                Nodes.silent("b", "10.0.0.6:5002", "3 probes failed"),
                Nodes.silent("c", "10.0.0.7:5002", "its heartbeat is stale"),
                Nodes.silent("d", "10.0.0.8:5002", "3 probes failed"),
                Nodes.silent("e", "10.0.0.9:5002", "3 probes failed"));
        admin.controller.live(release("aaaa"));

        assertThat(shell.run("status").out())
                .startsWith("NOT WELL: 1 of 5 nodes up (10.0.0.6:5002: 3 probes failed;"
                        + " 10.0.0.7:5002: its heartbeat is stale; and 2 more)\n");
    }

    @Test
    void theStatusSaysInItsFirstLineAllThatIsWrong() {
        admin.controller.cluster(
                Freshness.lastKnown(SettableController.STARTED, "Redis is unreadable: refused"),
                Nodes.silent("node-b", "10.0.0.6:5002", "3 probes failed"));
        admin.controller.plan(
                RoutingPlan.ofOnePool(new Pool(Pool.ALL, Balancing.LEAST_CONN, List.of())), "kept the last plan");
        admin.controller.deployment(
                new DeploymentState(
                        Optional.of("bbbb"),
                        Optional.of("aaaa"),
                        false,
                        Optional.of("bbbb"),
                        Optional.of(outcome(Result.NOT_LIVE, "bbbb", "serves aaaa")),
                        2,
                        "next try in 4 s"),
                release("bbbb"));

        Shell.Ended ended = shell.run("status");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(shell.run("status", "--output", "json").code()).isEqualTo(1);
        assertThat(ended.out().lines().findFirst())
                .hasValue(
                        "NOT WELL: the wanted config is not live: next try in 4 s; 0 of 1 nodes up (10.0.0.6:5002: 3 probes failed); "
                                + "the nodes are the last known ones: Redis is unreadable: refused; "
                                + "pinned to bbbb, the plan is not followed");
        assertThat(ended.out()).contains("last attempt  bbbb not live after 213 ms: serves aaaa\n");
        assertThat(ended.out()).endsWith("\n- kept the last plan\n");
    }

    @Test
    void theNodesStandInColumns() {
        admin.controller.cluster(
                Freshness.live(SettableController.STARTED),
                Nodes.busy("node-a", "10.0.0.5:5002", 3),
                Nodes.silent("node-b", "10.0.0.16:5002", "3 probes failed"));

        assertThat(shell.run("nodes").out()).isEqualTo("""
                        ADDRESS         STATE  ROLE    WEIGHT  RUNS  RUNS LONG  HEARTBEAT  ID      REASON
                        10.0.0.16:5002  down   worker     100     -          -          -  node-b  3 probes failed
                        10.0.0.5:5002   up     main       100     3          -    1 s ago  node-a  answers
                        """);
    }

    @Test
    void whoLeadsIsMarkedAmongTheControllers() {
        admin.controller.lead();

        assertThat(shell.run("master").out()).startsWith("leader: front-1-0a1b2c3d (the one asked)\n");
    }

    @Test
    void aControllerOfWhichNothingIsHeardIsCalledSilent() {
        RegisteredController killed = new RegisteredController(
                new ControllerId("front-2-1"), "front-2", "1.0", Optional.of("aaaa"), SettableController.STARTED);
        admin.controller.coordination(new Coordination(Optional.empty(), Map.of(), Map.of(), List.of(killed)));

        assertThat(shell.run("master").out()).isEqualTo("""
                        leader: nobody
                        daemons' own master: -

                        CONTROLLER  LEADS  HOST     VERSION  LIVE CONFIG  STATE   LAST SEEN
                        front-2-1   no     front-2  1.0      aaaa         silent  2026-11-21T10:00:00Z
                        """);
    }

    @Test
    void nodesThatAreOnlyTheLastKnownOnesAreCalledThat() {
        admin.controller.cluster(Freshness.lastKnown(SettableController.STARTED, "Redis is unreadable: refused"));

        assertThat(shell.run("nodes").out())
                .isEqualTo("LAST KNOWN since 2026-11-21T10:00:00Z; 'pluginlb status' says why\nno node is known\n");
    }

    @Test
    void noTextFromElsewhereSteersTheTerminal() {
        admin.controller.cluster(
                Freshness.live(SettableController.STARTED),
                Nodes.silent("node-b", "10.0.0.6:5002", "\u001b[2Jgone\u009b1m\u202e\nnext"));

        assertThat(shell.run("nodes").out()).contains("?[2Jgone?1m? / next\n").doesNotContain("\u001b");
        assertThat(shell.run("nodes", "--output", "json").out())
                .contains("\\u009B1m\\u202E")
                .doesNotContain("\u001b")
                .doesNotContain("\u009b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "nodes", "plan", "diff", "history"})
    void everythingThatIsPrintedIsToBeHadAsJson(String command) throws IOException {
        admin.controller.cluster(Freshness.live(SettableController.STARTED), Nodes.busy("node-a", "10.0.0.5:5002", 0));
        admin.controller.live(release("aaaa"));

        Shell.Ended ended = shell.run(command, "--output", "json");

        assertThat(ended.code()).isZero();
        assertThat(new ObjectMapper().readTree(ended.out()).isObject()).isTrue();
    }
}
