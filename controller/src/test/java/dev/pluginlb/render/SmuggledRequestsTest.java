package dev.pluginlb.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.plan.Service.Balance;
import dev.pluginlb.plan.ServicePool;
import dev.pluginlb.testing.GivenCluster;
import dev.pluginlb.testing.GivenPlan;
import dev.pluginlb.testing.GivenService;
import dev.pluginlb.testing.NginxProcess;
import dev.pluginlb.testing.Ports;
import dev.pluginlb.testing.ScriptedNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However a request to the public listener is written, and whatever is hidden in it, a node gets hooks and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmuggledRequestsTest {

    private static final int PATIENCE_MS = 300;
    private static final String HIDDEN = "GET /metrics/ HTTP/1.1\r\nHost: a\r\n\r\n";

    private final Path folder;
    private final String pool = "127.0.0.1:" + Ports.free();
    private ScriptedNode node;
    private NginxProcess nginx;

    SmuggledRequestsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeAll
    void start() throws IOException {
        // Nginx's workers run under another name when we are root.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        node = ScriptedNode.start();
        nginx = NginxProcess.in(folder);
        GivenCluster cluster = GivenCluster.up(0).with("n", Address.parse(node.address()));
        nginx.put(new Renderer(nginx.front(), Optional.empty())
                .render(GivenPlan.roundRobin(cluster).with(List.of(sandboxes()))));
        nginx.start();
    }

    private ServicePool sandboxes() {
        return GivenService.pool(GivenService.http("sandboxes", pool, Balance.LEAST_CONN), node.address());
    }

    @AfterAll
    void end() {
        nginx.close();
        node.close();
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(
            strings = {
                "GET /metrics/ HTTP/1.1|Host: a",
                "GET /e/../metrics/ HTTP/1.1|Host: a",
                "GET /e/%2e%2e/metrics/ HTTP/1.1|Host: a",
                "GET /e/..%2fmetrics/ HTTP/1.0",
                "GET /e/h/..;/..;/metrics/ HTTP/1.1|Host: a",
                "GET /e\\..\\metrics/ HTTP/1.1|Host: a",
                "GET /%65/../metrics/ HTTP/1.1|Host: a",
                "GET //e/h HTTP/1.1|Host: a",
                "GET /E/h HTTP/1.1|Host: a",
                "GET /e%2fh HTTP/1.1|Host: a",
                "GET /e HTTP/1.1|Host: a",
                "GET /metrics/?/e/ HTTP/1.1|Host: a",
                "GET /metrics/#/e/ HTTP/1.1|Host: a",
                "GET http://a/metrics/ HTTP/1.1|Host: a",
                "GET http://a/e/../metrics/ HTTP/1.1|Host: a",
                "GET http://127.0.0.1:5002/metrics/ HTTP/1.1|Host: a",
                "CONNECT a:80 HTTP/1.1|Host: a",
                "OPTIONS * HTTP/1.1|Host: a",
                "TRACE /e/h HTTP/1.1|Host: a",
                "GET /metrics/",
                "PRI * HTTP/2.0||SM|",
                // CL.TE, TE.CL, TE.TE, and the like; what is hidden stands after an empty line.
                "POST /e/h HTTP/1.1|Host: a|Content-Length: 43|Transfer-Encoding: chunked||0||HIDDEN",
                "POST /e/h HTTP/1.1|Host: a|Transfer-Encoding: chunked|Content-Length: 4||2e|HIDDEN0||",
                "POST /e/h HTTP/1.1|Host: a|Transfer-Encoding: chunked||0||HIDDEN",
                "POST /e/h HTTP/1.1|Host: a|Transfer-Encoding: xchunked|Content-Length: 5||0||HIDDEN",
                "POST /e/h HTTP/1.1|Host: a|Transfer-Encoding : chunked|Content-Length: 5||0||HIDDEN",
                "POST /e/h HTTP/1.1|Host: a|Transfer-Encoding: chunked|Transfer-Encoding: identity||0||HIDDEN",
                "POST /e/h HTTP/1.1|Host: a|Transfer-Encoding: identity, chunked||0||HIDDEN",
                "POST /e/h HTTP/1.1|Host: a|Transfer-Encoding:\tchunked|Content-Length: 5||0||HIDDEN",
                "POST /e/h HTTP/1.1|Host: a|Transfer-Encoding:| chunked|Content-Length: 5||0||HIDDEN",
                "POST /e/h HTTP/1.1|Host: a|X: y|Transfer-Encoding: chunked|X: z||1;x=y|a|0|X: trailer||HIDDEN",
                "POST /e/h HTTP/1.0|Host: a|Transfer-Encoding: chunked||0||HIDDEN",
                "POST /e/h HTTP/1.1|Host: a|Content-Length: 0|Content-Length: 43||HIDDEN",
                "POST /e/h HTTP/1.1|Host: a|Content-Length: 0, 43||HIDDEN",
                "POST /e/h HTTP/1.1|Host: a|Content-Length: +0||HIDDEN",
                "POST /e/h HTTP/1.1|Host: a|Content-Length: 0x2e||HIDDEN",
                "POST /e/h HTTP/1.1|Host: a|Content-Length: -1||HIDDEN",
                "POST /e/h HTTP/1.1|Host: a|Content-Length: 1 0||HIDDEN",
                "POST /e/h HTTP/1.1|Host: a|Content_Length: 43||HIDDEN",
                "GET /e/h HTTP/1.1|Host: a|Content-Length: 0||HIDDEN",
                "GET /e/h HTTP/1.1|Host: a|Content-Length: 38||HIDDEN",
                "GET /e/h HTTP/1.1|Host: a|Expect: 100-continue|Content-Length: 38||HIDDEN",
                "GET /e/h HTTP/1.1|Host: a|Host: b",
                "GET /e/h HTTP/1.1|Host: a/../b",
                "GET /e/h HTTP/1.1|Host: a| folded: x|X: y",
                "GET /e/h HTTP/1.1|Host: a|X: y|\tGET /metrics/ HTTP/1.1",
                "GET /e/h%0d%0aX:%20y HTTP/1.1|Host: a",
                "GET /e/h%00 HTTP/1.1|Host: a",
                "GET /e/h\u0000x HTTP/1.1|Host: a",
                "GET /e/h\r/metrics/ HTTP/1.1|Host: a",
                "GET /e/h\n/metrics/ HTTP/1.1|Host: a",
                "GET /e/h HTTP/1.1\nHost: a\n\nGET /metrics/ HTTP/1.1\nHost: a\n",
                "GET /e/h HTTP/1.1|Host: a||HIDDEN",
                "GET /e/h HTTP/1.1|Host: a|Connection: Upgrade, HTTP2-Settings|Upgrade: h2c|HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA||HIDDEN",
                "GET /e/h HTTP/1.1|Host: a|Connection: X-Plugin-Forwarded, Dify-Hook-Url",
                "GET /e/h HTTP/1.1|Host: a|X-Accel-Redirect: /metrics/|X-Original-URL: /metrics/|X-Rewrite-URL: /metrics/",
                "GET /e/h HTTP/1.1|Host: a|X-Plugin-Forwarded: false|Dify-Hook-Url: http://forged/",
                "GET /e/h HTTP/1.1|Host: a|X-Pluginlb-Next: @pluginlb_try1|X-Pluginlb-Request: 1"
            })
    void aNodeGetsHooksAndNothingElse(String written) throws IOException {
        int before = node.heads().size();

        send(written.replace("|", "\r\n").replace("HIDDEN", HIDDEN) + "\r\n\r\n");

        List<List<String>> heads = node.heads().subList(before, node.heads().size());
        assertThat(heads).as(written).hasSizeLessThan(3).allSatisfy(SmuggledRequestsTest::assertHook);
    }

    /** It was an HTML page, with Nginx's version where an operator's own file shows it. */
    @ParameterizedTest(name = "{index}")
    @CsvSource({
        "GET /e/h HTTP/1.1, 400",
        "NONSENSE, 400",
        "TRACE /e/h HTTP/1.1|Host: a, 405",
        "GET /e/LONG HTTP/1.1|Host: a, 414",
        "GET /e/h HTTP/1.1|Host: a|X: LONG, 400",
        "POST /e/h HTTP/1.1|Host: a|Transfer-Encoding: gzip, 501",
        "GET /e/h HTTP/9.9|Host: a, 505"
    })
    void whatNginxItselfRefusesIsToldInJson(String written, int status) throws IOException {
        String request = written.replace("|", "\r\n").replace("LONG", "x".repeat(40_000)) + "\r\n\r\n";

        assertThat(send(request))
                .satisfies(reply -> assertRefusal(reply, status))
                .contains("PluginDaemonBadRequestError");
        assertThat(send(pool, request))
                .as("at the listener of a further pool")
                .satisfies(reply -> assertRefusal(reply, status))
                .contains("{\"code\":\"bad_request\"");
    }

    private static void assertRefusal(String reply, int status) {
        assertThat(reply)
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("Server: nginx\r\n", "Content-Type: application/json")
                .doesNotContain("<html");
    }

    /** What is refused is not what is asked for: the same listener serves what is plainly written. */
    @Test
    void aPlainHookIsServed() throws IOException {
        assertThat(send("POST /e/h HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}"))
                .startsWith("HTTP/1.1 200 ");
    }

    private static void assertHook(List<String> head) {
        assertThat(head.get(0)).matches("[A-Z]+ /e/[^ ]* HTTP/1\\.1");
        String path = URLDecoder.decode(head.get(0).split("[ ?]", 3)[1], StandardCharsets.ISO_8859_1);
        assertThat(Path.of(path).normalize().toString()).startsWith("/e/");
        List<String> fields = head.subList(1, head.size()).stream()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .toList();
        assertThat(fields)
                .contains("x-plugin-forwarded: true")
                .noneMatch(line -> line.startsWith("transfer-encoding:"))
                .noneMatch(line -> line.startsWith("connection:") && line.contains("upgrade"))
                .noneMatch(line -> line.startsWith("dify-hook-url: http://forged"))
                .noneMatch(line -> line.startsWith(" ") || line.startsWith("\t"));
        assertThat(fields.stream().filter(line -> line.startsWith("content-length:")))
                .hasSizeLessThan(2);
        assertThat(fields.stream().filter(line -> line.startsWith("host:"))).hasSize(1);
    }

    /**
     * All that comes back until Nginx ends the connection, or waits for more of a request. Both directions stay open: Nginx would
     * take a half-closed connection for a client that is gone, and send nothing on.
     */
    private String send(String request) throws IOException {
        return send(nginx.front().publicListen(), request);
    }

    private static String send(String listen, String request) throws IOException {
        String[] place = listen.split(":", 2);
        try (Socket socket = new Socket(place[0], Integer.parseInt(place[1]))) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            ByteArrayOutputStream reply = new ByteArrayOutputStream();
            readAll(socket.getInputStream(), reply);
            return reply.toString(StandardCharsets.ISO_8859_1);
        }
    }

    private static void readAll(InputStream in, ByteArrayOutputStream reply) throws IOException {
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                reply.write(next);
            }
        } catch (SocketException | SocketTimeoutException noMore) {
            // What came until then is looked at.
        }
    }
}
