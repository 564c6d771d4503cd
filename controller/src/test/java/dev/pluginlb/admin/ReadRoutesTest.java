package dev.pluginlb.admin;

import static dev.pluginlb.admin.GivenReleases.attempt;
import static dev.pluginlb.admin.GivenReleases.outcome;
import static dev.pluginlb.admin.GivenReleases.release;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pluginlb.cluster.Freshness;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.control.DeploymentState;
import dev.pluginlb.control.ServiceState;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import dev.pluginlb.plan.Pool;
import dev.pluginlb.render.RenderedConfig;
import dev.pluginlb.testing.GivenService;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadRoutesTest {

    private static final RenderedConfig OLD = release("aaaa", "upstreams.conf", "one\ntwo\n");
    private static final RenderedConfig NEW = release("bbbb", "upstreams.conf", "one\nthree\n", "map.conf", "m\n");

    private final Running admin = new Running();

    @AfterEach
    void stop() {
        admin.close();
    }

    @Test
    void theStatusTellsHowFarTheWantedConfigHasCome() {
        admin.controller.cluster(
                Freshness.live(SettableController.STARTED),
                Nodes.busy("node-a", "10.0.0.5:5002", 3),
                Nodes.silent("node-b", "10.0.0.6:5002", "3 probes failed"));
        admin.controller.deployment(
                new DeploymentState(
                        Optional.of("bbbb"),
                        Optional.of("aaaa"),
                        false,
                        Optional.empty(),
                        Optional.of(outcome(Result.REFUSED, "bbbb", "unknown directive")),
                        2,
                        "next try in 1 s; failed 1 time: no such directive"),
                NEW);

        JsonNode status = Replies.json(admin.get("/api/v1/status"));

        assertThat(status.get("version").asText()).isEqualTo("unpackaged");
        assertThat(status.get("started").asText()).isEqualTo("2026-11-21T10:00:00Z");
        assertThat(status.get("uptime_ms").asLong()).isEqualTo(90_000);
        assertThat(status.get("freshness").asText()).isEqualTo("live");
        assertThat(status.at("/nodes/up").asInt()).isEqualTo(1);
        assertThat(status.at("/nodes/down").asInt()).isEqualTo(1);
        assertThat(status.at("/nodes/total").asInt()).isEqualTo(2);
        assertThat(status.at("/main/address").asText()).isEqualTo("10.0.0.5:5002");
        assertThat(status.get("wanted").asText()).isEqualTo("bbbb");
        assertThat(status.get("live").asText()).isEqualTo("aaaa");
        assertThat(status.get("proven").asBoolean()).isFalse();
        assertThat(status.get("pinned").isNull()).isTrue();
        assertThat(status.get("waiting_for").asText()).startsWith("next try in 1 s");
        assertThat(status.at("/last_outcome/result").asText()).isEqualTo("refused");
        assertThat(status.at("/last_outcome/took_ms").asLong()).isEqualTo(213);
        assertThat(status.get("draining_workers").asInt()).isEqualTo(2);
        assertThat(status.get("skipped_redis_values").asLong()).isEqualTo(7);
        assertThat(status.get("reasons")).hasToString("[\"next try in 1 s; failed 1 time: no such directive\"]");
        assertThat(status.at("/wrong/0").asText())
                .isEqualTo("the wanted config is not live: next try in 1 s; failed 1 time: no such directive");
    }

    @Test
    void thatNginxIsNotHeardIsWrong() {
        admin.controller.cannotBeHeard("nothing is learned: the socket at stats.listen fails");

        JsonNode status = Replies.json(admin.get("/api/v1/status"));

        assertThat(status.get("wrong").toString()).contains("nothing is learned: the socket at stats.listen fails");
    }

    @Test
    void furtherPoolsAreToldWithTheirMembers() {
        Node up = Nodes.busy("a", "10.0.0.5:8194", 0);
        Node down = Nodes.silent("b", "10.0.0.6:8194", "3 probes failed");
        admin.controller.services(
                new ServiceState(GivenService.sandbox(), List.of(up, down), List.of(up.address())),
                new ServiceState(GivenService.upstreamOnly("reranker"), List.of(), List.of()));

        JsonNode pools = Replies.json(admin.get("/api/v1/pools")).get("pools");

        assertThat(pools).hasSize(2);
        assertThat(pools.at("/0/name").asText()).isEqualTo("dify_sandbox_servers");
        assertThat(pools.at("/0/protocol").asText()).isEqualTo("http");
        assertThat(pools.at("/0/listen").asText()).isEqualTo("127.0.0.1:8194");
        assertThat(pools.at("/0/balance").asText()).isEqualTo("least_conn");
        assertThat(pools.at("/0/members/0/serving").asBoolean()).isTrue();
        assertThat(pools.at("/0/members/1").toString())
                .isEqualTo("{\"address\":\"10.0.0.6:8194\",\"state\":\"down\",\"serving\":false,"
                        + "\"reason\":\"3 probes failed\",\"since\":\"2026-11-21T10:00:00Z\"}");
        assertThat(pools.at("/1/listen").isNull()).isTrue();
        assertThat(Replies.json(admin.get("/api/v1/status")).at("/pools/0").toString())
                .isEqualTo("{\"name\":\"dify_sandbox_servers\",\"up\":1,\"total\":2,\"missing\":[\"10.0.0.6:8194\"]}");
    }

    @Test
    void thePlanTellsWhichPoolServesWhat() {
        admin.controller.plan(Plans.twoPools(), "kept 10.0.0.6:5002");

        JsonNode plan = Replies.json(admin.get("/api/v1/plan"));

        assertThat(plan.get("short_pool").asText()).isEqualTo(Pool.SHORT);
        assertThat(plan.get("long_pool").asText()).isEqualTo(Pool.ALL);
        assertThat(plan.get("pools")).hasSize(2);
        assertThat(plan.at("/pools/1/balancing").asText()).isEqualTo("round_robin");
        assertThat(plan.at("/pools/1/servers/1").toString())
                .isEqualTo("{\"address\":\"10.0.0.6:5002\",\"weight\":2,\"backup\":true}");
        assertThat(plan.get("long_endpoint_count").asInt()).isEqualTo(1);
        assertThat(plan.at("/long_endpoints/0").asText()).isEqualTo("POST /slow");
        assertThat(plan.get("short_endpoint_count").asInt()).isEqualTo(1);
        assertThat(plan.at("/short_endpoints/0").asText()).isEqualTo("* /e/:hook_id");
        assertThat(plan.at("/reasons/0").asText()).isEqualTo("kept 10.0.0.6:5002");
        assertThat(plan.get("main").isNull()).isTrue();
    }

    @Test
    void theHistoryIsToldNewestFirst() {
        admin.controller.live(
                NEW, attempt("bbbb", Result.PROVEN, "ok"), attempt("aaaa", Result.NOT_LIVE, "serves nothing"));

        JsonNode releases = Replies.json(admin.get("/api/v1/releases"));

        assertThat(releases.at("/releases/0").toString())
                .isEqualTo("{\"at\":\"2026-11-21T10:01:00Z\",\"version\":\"bbbb\",\"reason\":\"+10.0.0.7:5002\","
                        + "\"result\":\"proven\",\"words\":\"ok\",\"took_ms\":213}");
        assertThat(releases.at("/releases/1/result").asText()).isEqualTo("not_live");
        assertThat(releases.get("live").asText()).isEqualTo("bbbb");
    }

    @Test
    void whoAsksForFewReleasesGetsTheNewest() {
        admin.controller.live(NEW, attempt("bbbb", Result.PROVEN, ""), attempt("aaaa", Result.PROVEN, ""));

        JsonNode releases = Replies.json(admin.get("/api/v1/releases?limit=1")).get("releases");

        assertThat(releases).hasSize(1);
        assertThat(releases.at("/0/version").asText()).isEqualTo("bbbb");
        Replies.problem(admin.get("/api/v1/releases?limit=all"), 400);
    }

    @Test
    void aReleaseIsToldWithItsFiles() {
        admin.controller.onDisk(OLD);

        assertThat(admin.get("/api/v1/releases/aaaa").body())
                .isEqualTo("{\"version\":\"aaaa\",\"files\":{\"upstreams.conf\":\"one\\ntwo\\n\"}}");
    }

    @Test
    void aReleaseThatIsNotThereIsAProblem() {
        Replies.problem(admin.get("/api/v1/releases/cccc"), 404);
    }

    @Test
    void aReleaseIsNeverLookedUpByAnythingButAVersion() {
        admin.controller.onDisk(release("..", "passwd", "secret"));

        Replies.problem(admin.get("/api/v1/releases/.%2e"), 404);
        Replies.problem(admin.get("/api/v1/releases/previous"), 404);
    }

    @Test
    void theDiffGoesFromLiveToWantedFileByFile() {
        wantNewWhileOldIsLive();
        admin.controller.onDisk(OLD);

        JsonNode diff = Replies.json(admin.get("/api/v1/diff"));

        assertThat(diff.get("from").asText()).isEqualTo("aaaa");
        assertThat(diff.get("to").asText()).isEqualTo("bbbb");
        assertThat(diff.get("note").asText()).isEmpty();
        assertThat(diff.get("diff").asText()).isEqualTo("""
                        --- /dev/null
                        +++ bbbb/map.conf
                        @@ -0,0 +1,1 @@
                        +m
                        --- aaaa/upstreams.conf
                        +++ bbbb/upstreams.conf
                        @@ -1,2 +1,2 @@
                         one
                        -two
                        +three
                        """);
    }

    @Test
    void theDiffIsPlainTextForWhoAsksForThat() {
        wantNewWhileOldIsLive();
        admin.controller.onDisk(OLD);

        HttpResponse<String> reply = admin.send(admin.request("/api/v1/diff").header("Accept", "text/plain"));

        assertThat(reply.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(reply.body()).startsWith("--- /dev/null\n+++ bbbb/map.conf\n");
    }

    @Test
    void theDiffIsEmptyWhenTheWantedReleaseIsLive() {
        admin.controller.live(NEW);

        JsonNode diff = Replies.json(admin.get("/api/v1/diff"));

        assertThat(diff.get("from").asText()).isEqualTo("bbbb");
        assertThat(diff.get("diff").asText()).isEmpty();
    }

    @Test
    void theDiffSaysWhenTheLiveFilesAreGone() {
        wantNewWhileOldIsLive();

        JsonNode diff = Replies.json(admin.get("/api/v1/diff"));

        assertThat(diff.get("note").asText()).contains("not on disk");
        assertThat(diff.get("diff").asText()).contains("+three");
    }

    @Test
    void theDiffSaysWhenNothingIsWantedYet() {
        JsonNode diff = Replies.json(admin.get("/api/v1/diff"));

        assertThat(diff.get("to").isNull()).isTrue();
        assertThat(diff.get("note").asText()).isEqualTo("no config is wanted yet");
    }

    @Test
    void theConfigurationIsToldAsItWasMasked() {
        assertThat(admin.get("/api/v1/config").body())
                .isEqualTo("{\"config\":[{\"key\":\"redis.password\",\"value\":\"******\","
                        + "\"origin\":\"env REDIS_PASSWORD\"}]}");
    }

    private void wantNewWhileOldIsLive() {
        admin.controller.stillLive("aaaa", NEW, "more changes, or the reload interval");
    }
}
