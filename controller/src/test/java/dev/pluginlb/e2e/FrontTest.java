package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pluginlb.demo.StandInDaemon;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Nginx lets in, what it sends to nodes, and what it says itself; seen from both sides. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrontTest {

    private static final int TWENTY_MEGABYTES = 20 * 1024 * 1024;

    private final Path folder;
    private Cluster cluster;

    FrontTest(@TempDir Path folder) {
        this.folder = folder;
    }

    Cluster cluster(Path folder) {
        return Cluster.in(folder);
    }

    @BeforeAll
    void start() {
        cluster = cluster(folder).start(2);
    }

    @AfterAll
    void end() {
        cluster.close();
    }

    /** A front on a wildcard address answered at a bridge address that a node had listed, and was sent its own requests. */
    @Test
    void aProbeThatEndsUpAtAFrontIsRefused() {
        assertThat(cluster.internal()
                        .get("/health/check", "X-Pluginlb-Probe", "1")
                        .status())
                .isEqualTo(421);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/health/check",
                "/metrics/",
                "/cluster/nodes",
                "/plugin/t/dispatch/llm/invoke",
                "/backwards-invocation/transaction",
                "/e",
                "/E/h1",
                "/e/../health/check",
                "/e/h1/../../health/check",
                "/%65/h1",
                "/e%2fh1",
                "//e/h1",
                "/x/../e/h1",
                "/./e/h1",
                "http://node/e/../metrics/",
                "http://node/health/check"
            })
    void thePublicListenerKnowsHooksOnly(String target) {
        String reply = cluster.open().raw("GET " + target + " HTTP/1.1", "Host: outside.example");

        assertThat(reply).startsWith("HTTP/1.1 404 ").contains("Content-Type: application/json");
        assertThat(reply).endsWith("{\"code\":\"not_found\",\"message\":\"route not found\"}");
        assertThat(reply).doesNotContain("X-Stand-In-Node");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/e/h1/../../health/check", "/e/h1/..%2f..%2fmetrics/", "/e/..%2f..%2fmetrics%2f"})
    void noWayAroundLeadsToARouteThatNeedsNoKey(String target) {
        String reply = cluster.open().raw("GET " + target + " HTTP/1.1", "Host: outside.example");

        assertThat(reply).doesNotContain("plugin_runtime_status").doesNotContain("pool_status");
    }

    @Test
    void aHookSeesWhereItWasCalled() {
        JsonNode headers = cluster.open()
                .get(
                        "/e/h1/path?q=1",
                        "X-Forwarded-Proto",
                        "https",
                        "Dify-Hook-Url",
                        "http://forged/",
                        "X-Custom",
                        "kept")
                .json()
                .path("headers");

        assertThat(headers.path("dify-hook-url").path(0).asText()).isEqualTo("http://127.0.0.1/e/h1/path?q=1");
        assertThat(headers.path("x-forwarded-proto").path(0).asText()).isEqualTo("http");
        assertThat(headers.path("x-forwarded-for").path(0).asText()).isEqualTo("127.0.0.1");
        assertThat(headers.path("x-forwarded-port").path(0).asText()).isEqualTo(port(cluster.open()));
        assertThat(headers.path("x-custom").path(0).asText()).isEqualTo("kept");
        assertThat(headers.path("host").path(0).asText()).isEqualTo("127.0.0.1");
    }

    @Test
    void aClientCannotForgeTheMarkOfForwarding() {
        String reply = cluster.open()
                .raw(
                        "GET /e/h1/x HTTP/1.1",
                        "Host: outside.example",
                        "X-Plugin-Forwarded: false",
                        "X-Plugin-Forwarded: forged");

        assertThat(reply).startsWith("HTTP/1.1 200 ").contains("\"x-plugin-forwarded\":[\"true\"]");
    }

    @Test
    void aProxyBeforeTheInternalListenerIsBelieved() {
        JsonNode headers = cluster.internal()
                .get("/e/h1/path", "X-Forwarded-Proto", "https", "Dify-Hook-Url", "https://outside.example/e/h1/path")
                .json()
                .path("headers");

        assertThat(headers.path("dify-hook-url").path(0).asText()).isEqualTo("https://outside.example/e/h1/path");
        assertThat(headers.path("x-forwarded-proto").path(0).asText()).isEqualTo("https");
    }

    @Test
    void aPathReachesTheNodeAsItCame() {
        JsonNode echo = cluster.open().get("/e/h1/a%20b%2Fc?x=%26").json();

        assertThat(echo.path("path").asText()).isEqualTo("/e/h1/a%20b%2Fc");
        assertThat(echo.path("query").asText()).isEqualTo("x=%26");
    }

    @Test
    void aLargeBodyPasses() {
        Answer answer =
                cluster.open().send("POST", "/e/h1/upload", BodyPublishers.ofByteArray(new byte[TWENTY_MEGABYTES]));

        assertThat(answer.json().path("body_bytes").asInt()).isEqualTo(TWENTY_MEGABYTES);
    }

    @Test
    void streamItemsArriveAsTheyAreSent() {
        Arrivals arrivals = Arrivals.of(cluster.internal(), 5, 500);

        assertThat(arrivals.first()).isLessThan(arrivals.last().minusMillis(500));
        assertThat(arrivals.items()).isEqualTo(5);
    }

    @Test
    void theInternalListenerAnswersForTheCluster() {
        JsonNode view = cluster.internal().get("/cluster/nodes").json();

        assertThat(view.path("freshness").asText()).isEqualTo("live");
        assertThat(view.path("nodes")).hasSize(2);
        assertThat(cluster.internal().post("/cluster/nodes").status()).isEqualTo(405);
    }

    @Test
    void aRouteThatNoNodeKnowsIsToldByTheNode() {
        Answer answer = cluster.internal().post("/plugin/t/dispatch/unknown/invoke");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("code").asText()).isEqualTo("not_found");
    }

    @Test
    void whenNoNodeIsReachableTheErrorIsInTheDaemonsShape(@TempDir Path folder) {
        try (Cluster dead = cluster(folder).start(2)) {
            dead.nodes().forEach(StandInDaemon::kill);

            assertUnreachable(dead.internal().call());
            assertUnreachable(dead.internal().get("/plugin/t/management/list"));
            assertUnreachable(dead.open().post("/e/h1/x"));
        }
    }

    private static void assertUnreachable(Answer answer) {
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.type()).isEqualTo("application/json");
        assertThat(answer.json().path("code").asInt()).isEqualTo(-500);
        JsonNode message = Answer.parse(answer.json().path("message").asText());
        assertThat(message.path("message").asText()).isEqualTo("no plugin daemon node reachable");
        assertThat(message.path("error_type").asText()).isEqualTo("PluginDaemonInnerError");
    }

    private static String port(Door door) {
        return door.listen().substring(door.listen().indexOf(':') + 1);
    }
}
