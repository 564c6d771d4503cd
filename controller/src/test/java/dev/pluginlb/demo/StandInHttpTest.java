package dev.pluginlb.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Without any Redis: HTTP must not need it. */
class StandInHttpTest {

    private static final String DISPATCH = "/plugin/t1/dispatch/";
    private static final String[] OPENAI = {"X-Plugin-ID", "langgenius/openai"};

    private final StandInOptions options = StandInOptions.of(RedisSite.of("127.0.0.1", 1))
            .withWorkload(Workload.usual()
                    .withDelays(Duration.ofMillis(5), Duration.ofMillis(100))
                    .withItems(4));
    private final List<StandInDaemon> daemons = new ArrayList<>();

    @AfterEach
    void end() {
        daemons.forEach(StandInDaemon::close);
    }

    @Test
    void healthLooksAsTheOfficialOne() {
        HttpResponse<String> health = Http.get(start(options), "/health/check");

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body())
                .isEqualTo("{\"active_dispatch_requests\":0,\"active_requests\":1,\"build_time\":\"stand-in\","
                        + "\"platform\":\"local\",\"pool_status\":{\"free\":9999,\"busy\":1,\"total\":10000},"
                        + "\"status\":\"ok\",\"version\":\"0.6.10\"}");
        assertThat(health.headers().firstValue("content-type")).hasValue("application/json; charset=utf-8");
        assertThat(Http.send(running(), "HEAD", "/health/check").statusCode()).isEqualTo(404);
    }

    @Test
    void healthCountsWhatRuns() {
        StandInDaemon daemon = start(options);
        var running = async(daemon, DISPATCH + "llm/invoke", "X-Stand-In-Duration", "2s");
        var hook = async(daemon, "/e/h1/x", "X-Stand-In-Duration", "2s");

        await().untilAsserted(() -> assertThat(Http.get(daemon, "/health/check").body())
                .contains("\"active_dispatch_requests\":1,\"active_requests\":3"));

        assertThat(running.join().statusCode()).isEqualTo(200);
        assertThat(hook.join().statusCode()).isEqualTo(200);
        assertThat(Http.get(daemon, "/health/check").body())
                .contains("\"active_dispatch_requests\":0,\"active_requests\":1");
    }

    @Test
    void everyAnswerNamesItsNode() {
        StandInDaemon daemon = start(options);
        for (String path : List.of("/health/check", "/metrics/", "/none", "/e/h/", "/plugin/t/management/list")) {
            HttpResponse<String> answer = Http.get(daemon, path);
            assertThat(answer.headers().firstValue("X-Stand-In-Node")).hasValue(daemon.nodeId());
            assertThat(answer.headers().firstValue("X-Stand-In-Port")).hasValue(Integer.toString(daemon.port()));
        }
    }

    @Test
    void aStreamIsFramedAsTheOfficialOneAndHasALastItem() {
        StandInDaemon daemon = start(options);

        HttpResponse<String> stream = Http.post(daemon, DISPATCH + "llm/invoke", with("X-Request-Id", "r1"));

        assertThat(stream.headers().firstValue("content-type")).hasValue("text/event-stream");
        String item = "data: {\"code\":0,\"message\":\"success\",\"data\":{\"node_id\":\"" + daemon.nodeId()
                + "\",\"request_id\":\"r1\",\"index\":%d,\"items\":4,\"last\":%b}}\n\n";
        assertThat(stream.body())
                .isEqualTo(item.formatted(0, false)
                        + item.formatted(1, false)
                        + item.formatted(2, false)
                        + item.formatted(3, true));
    }

    @Test
    void aUnaryDispatchIsOneItem() {
        HttpResponse<String> answer = Http.post(start(options), DISPATCH + "rerank/invoke", OPENAI);

        assertThat(answer.body().lines().filter(line -> !line.isEmpty()))
                .singleElement()
                .asString()
                .contains("\"last\":true");
    }

    @Test
    void aPollIsPlainJson() {
        HttpResponse<String> answer = Http.post(start(options), DISPATCH + "model/polling/start", OPENAI);

        assertThat(answer.body()).startsWith("{\"code\":0,\"message\":\"success\",\"data\":{\"node_id\":");
    }

    @Test
    void aRequestChoosesItsItemsTimeAndStatus() {
        StandInDaemon daemon = start(options);
        long began = System.nanoTime();

        HttpResponse<String> stream = Http.post(
                daemon, DISPATCH + "llm/invoke", with("X-Stand-In-Duration", "300ms", "X-Stand-In-Items", "7"));
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        HttpResponse<String> failed =
                Http.post(daemon, DISPATCH + "llm/invoke", with("X-Stand-In-Status", "500", "X-Request-Id", "r"));

        assertThat(stream.body().lines().filter(line -> !line.isEmpty())).hasSize(7);
        assertThat(took).isGreaterThanOrEqualTo(Duration.ofMillis(290));
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(failed.body()).contains("PluginDaemonInternalServerError");
        assertThat(daemon.executions()).containsEntry("r", 1);
        assertThat(Http.post(daemon, DISPATCH + "llm/invoke", with("X-Stand-In-Items", "many"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void refusalsHaveTheOfficialBodies() {
        StandInDaemon daemon = start(options.withServerKey("secret"));
        String noKey = "{\"code\":-401,\"message\":\"{\\\"message\\\":\\\"unauthorized\\\",\\\"error_type\\\":"
                + "\\\"PluginDaemonUnauthorizedError\\\",\\\"args\\\":null}\",\"data\":null}";
        String noPlugin = "{\"code\":-400,\"message\":\"{\\\"message\\\":\\\"plugin_id is required\\\","
                + "\\\"error_type\\\":\\\"PluginDaemonBadRequestError\\\",\\\"args\\\":null}\",\"data\":null}";

        HttpResponse<String> unauthorized = Http.post(daemon, DISPATCH + "llm/invoke", OPENAI);
        HttpResponse<String> bad = Http.post(daemon, DISPATCH + "llm/invoke", "X-Api-Key", "secret");
        HttpResponse<String> unknown = Http.post(daemon, "/plugin/t1/none", OPENAI);
        HttpResponse<String> direct = Http.post(
                daemon,
                "/v2/invoke/dispatch/llm/invoke",
                "X-Api-Key",
                "secret",
                "X-Plugin-Unique-Identifier",
                "langgenius/openai:1.0.0@" + "a".repeat(64));

        assertThat(unauthorized.statusCode()).isEqualTo(401);
        assertThat(unauthorized.body()).isEqualTo(noKey);
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(bad.body()).isEqualTo(noPlugin);
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).isEqualTo("{\"code\":\"not_found\",\"message\":\"route not found\"}");
        assertThat(direct.statusCode()).isEqualTo(200);
    }

    @Test
    void aPluginThatIsNotReadyIsRefusedBeforeItsCodeRuns() {
        StandInDaemon daemon = start(options.withNotReady(Set.of("langgenius/openai", "hooks/h1")));

        HttpResponse<String> answer = Http.post(daemon, DISPATCH + "llm/invoke", with("X-Request-Id", "r"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .isEqualTo("{\"code\":-500,\"message\":\"{\\\"message\\\":\\\"no available node, plugin runtime not"
                        + " found\\\",\\\"error_type\\\":\\\"PluginDaemonInternalServerError\\\",\\\"args\\\":null}\","
                        + "\"data\":null}");
        assertThat(daemon.executions()).isEmpty();
        assertThat(Http.get(daemon, "/e/h1/x").statusCode()).isEqualTo(404);
        assertThat(Http.get(daemon, "/metrics/").body()).contains("langgenius/openai\",runtime_type=\"local\"} 0.5");

        daemon.makeReady("langgenius/openai");

        assertThat(Http.post(daemon, DISPATCH + "llm/invoke", OPENAI).statusCode())
                .isEqualTo(200);
        assertThat(Http.get(daemon, "/metrics/").body())
                .contains("plugin_runtime_status{plugin_id=\"langgenius/openai\",runtime_type=\"local\"} 1\n");
    }

    @Test
    void aMissingLastSlashIsRedirected() {
        HttpResponse<String> answer = Http.get(start(options), "/metrics?a=b");

        assertThat(answer.statusCode()).isEqualTo(301);
        assertThat(answer.headers().firstValue("Location")).hasValue("/metrics/?a=b");
        assertThat(Http.post(running(), "/e/h1").statusCode()).isEqualTo(307);
    }

    @Test
    void aHookEchoesWhatItGot() {
        StandInDaemon daemon = start(options);

        HttpResponse<String> answer =
                Http.post(daemon, "/e/h1/some/path?q=1", "Dify-Hook-Url", "http://x/e/h1", "X-Request-Id", "r9");
        JsonNode echo = Json.read(answer.body(), JsonNode.class);

        assertThat(echo.path("method").asText()).isEqualTo("POST");
        assertThat(echo.path("path").asText()).isEqualTo("/e/h1/some/path");
        assertThat(echo.path("query").asText()).isEqualTo("q=1");
        assertThat(echo.path("headers").path("dify-hook-url").path(0).asText()).isEqualTo("http://x/e/h1");
        assertThat(echo.path("body_bytes").asInt()).isEqualTo(11);
        assertThat(echo.path("node_id").asText()).isEqualTo(daemon.nodeId());
        assertThat(daemon.executions()).containsExactly(Map.entry("r9", 1));
        assertThat(Http.send(daemon, "PATCH", "/e/h1/x").statusCode()).isEqualTo(404);
    }

    @Test
    void callsBeyondTheSlotsWaitTheirTurn() {
        StandInDaemon daemon = start(options.withWorkload(options.workload().withSlots(2)));
        long began = System.nanoTime();

        var calls = IntStream.range(0, 6)
                .mapToObj(i -> async(daemon, DISPATCH + "rerank/invoke", "X-Stand-In-Duration", "200ms"))
                .toList();
        calls.forEach(call -> assertThat(call.join().statusCode()).isEqualTo(200));

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(590));
    }

    @Test
    void frozenAnswersComeOnceThawed() {
        StandInDaemon daemon = start(options);
        daemon.freezeAnswers();
        var health = Http.client()
                .sendAsync(Http.request(daemon, "GET", "/health/check"), HttpResponse.BodyHandlers.ofString());
        var control = Http.get(daemon, "/stand-in/executions");

        assertThat(control.statusCode()).isEqualTo(200);
        await().during(Duration.ofMillis(300)).until(() -> !health.isDone());
        assertThat(Http.post(daemon, "/stand-in/answers/thaw").statusCode()).isEqualTo(200);
        assertThat(health.join().statusCode()).isEqualTo(200);
    }

    @Test
    void aRefusingNodeListensAgainOnTheSamePort() {
        StandInDaemon daemon = start(options);
        daemon.refuse();
        assertThatThrownBy(() -> Http.post(daemon, "/health/check")).isInstanceOf(AssertionError.class);

        daemon.listen();

        assertThat(Http.get(daemon, "/health/check").statusCode()).isEqualTo(200);
    }

    @Test
    void refusalOverTheControlPathEndsByItself() {
        StandInDaemon daemon = start(options);

        assertThat(Http.post(daemon, "/stand-in/refuse?for=300ms").statusCode()).isEqualTo(200);

        await().ignoreExceptions().until(() -> refused(daemon));
        await().until(() -> !refused(daemon));
    }

    @Test
    void aKilledNodeCutsItsStreams() {
        StandInDaemon daemon = start(options);
        var stream = async(daemon, DISPATCH + "llm/invoke", "X-Stand-In-Duration", "10s", "X-Stand-In-Items", "100");
        await().until(() -> Http.get(daemon, "/health/check").body().contains("active_dispatch_requests\":1"));

        daemon.kill();

        assertThatThrownBy(stream::join).hasRootCauseInstanceOf(java.io.IOException.class);
        assertThat(refused(daemon)).isTrue();
    }

    private static boolean refused(StandInDaemon daemon) {
        try {
            return Http.get(daemon, "/health/check").statusCode() != 200;
        } catch (AssertionError connection) {
            return true;
        }
    }

    private StandInDaemon start(StandInOptions chosen) {
        StandInDaemon daemon = StandInDaemon.start(chosen);
        daemons.add(daemon);
        return daemon;
    }

    private StandInDaemon running() {
        return daemons.get(daemons.size() - 1);
    }

    private static CompletableFuture<HttpResponse<String>> async(StandInDaemon daemon, String path, String... headers) {
        return Http.client()
                .sendAsync(Http.request(daemon, "POST", path, with(headers)), HttpResponse.BodyHandlers.ofString());
    }

    private static String[] with(String... headers) {
        String[] all = Arrays.copyOf(OPENAI, OPENAI.length + headers.length);
        System.arraycopy(headers, 0, all, OPENAI.length, headers.length);
        return all;
    }
}
