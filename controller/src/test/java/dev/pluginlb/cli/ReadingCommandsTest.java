package dev.pluginlb.cli;

import static dev.pluginlb.admin.SettableController.attempt;
import static dev.pluginlb.admin.SettableController.outcome;
import static dev.pluginlb.admin.SettableController.release;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pluginlb.admin.Nodes;
import dev.pluginlb.admin.Running;
import dev.pluginlb.admin.SettableController;
import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Freshness;
import dev.pluginlb.control.DeploymentState;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import dev.pluginlb.plan.Balancing;
import dev.pluginlb.plan.Classes;
import dev.pluginlb.plan.Pool;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.plan.Server;
import dev.pluginlb.redis.ControllerId;
import dev.pluginlb.redis.Coordination;
import dev.pluginlb.redis.RegisteredController;
import dev.pluginlb.redis.StatsReading;
import dev.pluginlb.traffic.ClassRule;
import dev.pluginlb.traffic.EndpointKey;
import dev.pluginlb.traffic.EndpointStats;
import dev.pluginlb.traffic.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingCommandsTest {

    @TempDir
    Path folder;

    private final Running admin = new Running();
    private Shell shell = new Shell(Path.of(""));

    @BeforeEach
    void standBeforeTheServer() {
        shell = Shell.before(admin, folder);
    }

    @AfterEach
    void stop() {
        admin.close();
    }

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
                .hasValue("NOT WELL: the wanted config is not live: next try in 4 s; 0 of 1 nodes up; "
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
                        ADDRESS         STATE  ROLE    WEIGHT  WORKING  LONG  IN FLIGHT  HEARTBEAT  ID      REASON
                        10.0.0.16:5002  down   worker     100  -        -             -          -  node-b  3 probes failed
                        10.0.0.5:5002   up     main       100  yes      -             3    1 s ago  node-a  answers
                        """);
    }

    @Test
    void endpointsAreSortedFilteredAndTheLongOnesMarked() {
        admin.controller.statistics(new StatsReading(
                List.of(endpoint("POST /a", 3, 100), endpoint("POST /b", 9, 6000), endpoint("POST /c", 1, 7000)),
                new TreeMap<>(Map.of("queue", 4.0))));

        assertThat(shell.run("stats").out()).isEqualTo("""
                        13 requests, 3 endpoints, 1 long; mean 4.7s; 6 requests were not counted, they came too fast

                        CLASS  BASIS     REQUESTS   MEAN    MAX  LATEST                    ENDPOINT
                        LONG   measured         9   6.0s   6.0s  6.0s 6.0s 6.0s 6.0s 6.0s  POST /b
                        short  measured         3  100ms  100ms  100ms 100ms 100ms         POST /a
                        short  route            1   7.0s   7.0s  7.0s                      POST /c

                        CUSTOM METRIC  VALUE
                        queue            4.0
                        """);
        assertThat(shell.run("stats", "--long").out()).contains("POST /b").doesNotContain("POST /a", "POST /c");
        assertThat(shell.run("stats", "--match", "nothing").out()).contains("no endpoint matches");
        assertThat(shell.run("stats", "--match", "/A").out())
                .contains("POST /a")
                .doesNotContain("POST /b");
        assertThat(shell.run("stats", "--sort", "avg", "--limit", "1").out())
                .contains("POST /c", "and 2 more")
                .doesNotContain("POST /a");
    }

    @Test
    void aNegativeLimitIsRefused() {
        Shell.Ended ended = shell.run("stats", "--limit=-1");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("--limit: -1 (expected: 0 or more)");
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

    private static StatsReading.Endpoint endpoint(String key, int count, long millis) {
        ClassRule rule = new ClassRule(Duration.ofSeconds(5), 5, 3, 0.8);
        EndpointStats stats = EndpointStats.none(rule);
        for (int i = 0; i < count; i++) {
            stats = stats.with(Samples.of(Duration.ofMillis(millis)), rule);
        }
        return new StatsReading.Endpoint(new EndpointKey(key), stats, SettableController.STARTED);
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

    @Test
    void thePlanNamesPoolsServersAndLongEndpoints() {
        Server first = Server.primary(Address.parse("10.0.0.5:5002"), 1);
        Server second = Server.primary(Address.parse("10.0.0.6:5002"), 2);
        Pool all = new Pool(Pool.ALL, Balancing.LEAST_CONN, List.of(first, second));
        Pool forShort = new Pool(Pool.SHORT, Balancing.ROUND_ROBIN, List.of(first, second.asBackup()));
        admin.controller.plan(
                new RoutingPlan(
                        all,
                        forShort,
                        all,
                        new Classes(List.of(new EndpointKey("POST /slow")), List.of(new EndpointKey("* /e/:hook_id")))),
                "kept 10.0.0.6:5002");

        assertThat(shell.run("plan").out()).isEqualTo("""
                        POOL                        SERVES  BALANCING    SERVER         WEIGHT  TURN
                        dify_plugin_daemon_servers  long    least conn   10.0.0.5:5002       1  primary
                        dify_plugin_daemon_servers  long    least conn   10.0.0.6:5002       2  primary
                        dify_plugin_daemon_short    short   round robin  10.0.0.5:5002       1  primary
                        dify_plugin_daemon_short    short   round robin  10.0.0.6:5002       2  backup

                        main node: none
                        known long endpoints: 1
                          POST /slow
                        known short endpoints: 1
                          * /e/:hook_id
                        reasons:
                          kept 10.0.0.6:5002
                        """);
    }

    @Test
    void anEmptyPlanIsAPlanToo() {
        assertThat(shell.run("plan").out()).isEqualTo("""
                        POOL                        SERVES  BALANCING   SERVER  WEIGHT  TURN
                        dify_plugin_daemon_servers  all     least conn  none         -  -

                        main node: none
                        this policy makes no difference between short and long requests
                        """);
    }

    @Test
    void theDiffCanBePipedAndItsNoteStandsAside() {
        admin.controller.deployment(
                new DeploymentState(
                        Optional.of("bbbb"), Optional.of("aaaa"), false, Optional.empty(), Optional.empty(), 0, "soon"),
                release("bbbb", "a.conf", "x\n"));

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
