package dev.pluginlb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.admin.Nodes;
import dev.pluginlb.admin.SettableController;
import dev.pluginlb.cluster.Drain;
import dev.pluginlb.cluster.Freshness;
import dev.pluginlb.control.DrainState;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DrainCommandsTest extends BeforeAServer {

    private static final String NODE = "10.0.0.5:5002";

    @BeforeEach
    void oneNode() {
        admin.controller.cluster(Freshness.live(SettableController.STARTED), Nodes.busy("abc-1", NODE, 1));
        admin.controller.endWith(Result.PROVEN, "aaaa", "");
        state(3, 2);
    }

    @Test
    void aDrainEndsWhenNoNewTrafficGoesThere() {
        shell.environment.put("USER", "alice");
        shell.environment.put("HOSTNAME", "ops");

        Shell.Ended ended = shell.run("drain", "abc", "--reason", "a \"new\" kernel");

        assertThat(ended)
                .isEqualTo(
                        new Shell.Ended(0, NODE + " gets no new traffic until 'pluginlb undrain " + NODE + "'\n", ""));
        assertThat(admin.controller.wishes()).containsExactly("drain " + NODE + " alice@ops: a \"new\" kernel");
    }

    @Test
    void whoWaitsIsToldOfEachChangeUntilItIsEmpty() {
        CompletableFuture<Shell.Ended> ended =
                CompletableFuture.supplyAsync(() -> shell.run("drain", NODE, "--wait", "1m"));
        await().until(() -> !admin.controller.wishes().isEmpty());
        assertThat(ended).isNotDone();

        state(0, 0);

        assertThat(ended.join().out())
                .endsWith(NODE + " is empty until 'pluginlb undrain " + NODE + "'\n")
                .doesNotContain("\r");
        assertThat(ended.join().code()).isZero();
    }

    @Test
    void oneThatIsNotEmptyInTimeSaysWhatIsInFlight() {
        Shell.Ended ended = shell.run("drain", NODE, "--wait", "10ms");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out())
                .isEqualTo(NODE + " gets no new traffic; waiting until nothing is in flight there, 10 ms at most\n"
                        + "in flight: 2 old workers of Nginx that may hold some, 3 in the node\n");
        assertThat(ended.err())
                .isEqualTo("pluginlb: not empty within 10 ms: in flight: 2 old workers of Nginx that may hold some, "
                        + "3 in the node; it stays drained\n");
    }

    /** Its first line said that the node did not say, though nobody had asked it yet. */
    @Test
    void aNodeThatWasNotAskedYetIsSaidToBeAskedAndOneThatHasNoNumberNotToSay() {
        state(true, OptionalInt.empty(), 2);
        assertThat(shell.run("drain", NODE, "--wait", "10ms").out()).endsWith(", the node is being asked\n");

        state(false, OptionalInt.empty(), 2);
        assertThat(shell.run("drain", NODE, "--wait", "10ms").out()).endsWith(", the node does not say\n");
    }

    @Test
    void beforeATerminalOneLineIsWrittenOver() {
        StringWriter out = new StringWriter();
        Surroundings here = new Surroundings(
                shell.environment,
                folder,
                new PrintWriter(out, true),
                new PrintWriter(new StringWriter(), true),
                Reader.terminal(() -> 80));

        int code = Pluginlb.create(here, List.of()).execute("drain", NODE, "--wait", "10ms");

        assertThat(code).isEqualTo(1);
        assertThat(out.toString()).contains("at most\n\r\u001b[Kin flight: ").endsWith("\r\u001b[K");
    }

    @Test
    void theOutcomeIsToBeHadAsJson() {
        state(0, 0);

        Shell.Ended ended = shell.run("drain", NODE, "--wait", "1m", "--output", "json");

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).startsWith("{").contains("\"empty\" : true");
    }

    @Test
    void aRefusalIsToldWithItsReason() {
        admin.controller.endWith(Result.FAILED, "none", NODE + " is the last node that serves");

        assertThat(shell.run("drain", NODE))
                .isEqualTo(
                        new Shell.Ended(1, "", "pluginlb: drain refused: " + NODE + " is the last node that serves\n"));
    }

    @Test
    void undrainingWaitsForTheProofToo() {
        assertThat(shell.run("undrain", "abc"))
                .isEqualTo(new Shell.Ended(
                        0,
                        "aaaa is live, " + NODE + " is drained no more and gets new traffic (drained by alice at"
                                + " 2026-11-21T10:00:00Z)\n",
                        ""));
        assertThat(admin.controller.wishes()).containsExactly("undrain " + NODE);
    }

    @Test
    void oneThatWasNotDrainedIsSaidToBe() {
        admin.controller.cluster(
                Freshness.live(SettableController.STARTED),
                Nodes.busy("abc-1", NODE, 1),
                Nodes.busy("abc-2", "10.0.0.6:5002", 1));

        assertThat(shell.run("undrain", "abc-2").out()).isEqualTo("aaaa is live, 10.0.0.6:5002 was not drained\n");
    }

    @Test
    void aNodeThatNobodyKnowsIsAFailure() {
        Shell.Ended ended = shell.run("drain", "x/../y");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(admin.controller.wishes()).isEmpty();
    }

    private void state(int atNode, int oldWorkers) {
        state(false, OptionalInt.of(atNode), oldWorkers);
    }

    private void state(boolean asking, OptionalInt atNode, int oldWorkers) {
        admin.controller.drained(
                NODE,
                new DrainState(
                        new Drain("alice", SettableController.STARTED, ""),
                        true,
                        asking,
                        atNode,
                        OptionalInt.empty(),
                        oldWorkers,
                        atNode.isPresent() && atNode.getAsInt() == 0));
    }
}
