package dev.pluginlb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets an answer, as browsers say it; and what every answer tells them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SenderTest {

    private static final String TOKEN = "Authorization: Bearer " + Running.TOKEN;
    private static final String HERE = "Host: 127.0.0.1";

    private Running admin;

    @BeforeAll
    void start() {
        admin = new Running();
    }

    @AfterAll
    void stop() {
        admin.close();
    }

    /** A page of evil.example whose name was given this server's address after it was loaded could read everything. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:9320",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "2130706433",
                "0x7f.1",
                "127.0.0.1@evil.example",
                "[::1"
            })
    void aServerThatIsNamedByANameIsNotThisOne(String host) throws IOException {
        assertThat(send("GET /api/v1/config", "Host: " + host))
                .matches("(?s)HTTP/1.1 4(21|00) .*application/problem.*");
        assertThat(send("POST /api/v1/reload", "Host: " + host, TOKEN)).matches("(?s)HTTP/1.1 4(21|00) .*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "127.0.0.1:9320", "10.1.2.3:80", "[::1]", "[::1]:9320", "localhost", "LOCALHOST:1"})
    void anAddressOrLocalhostIs(String host) throws IOException {
        assertThat(send("GET /api/v1/status", "Host: " + host)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void theOldestClientsNameNoHost() throws IOException {
        assertThat(raw("GET /healthz HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe",
                "Sec-Fetch-Site: nonsense",
                "Origin: http://evil.example",
                "Origin: http://127.0.0.1:3000",
                "Origin: http://127.0.0.1.evil.example",
                "Origin: null",
                "Origin: file://"
            })
    void aPageOfSomebodyElseGetsNothing(String headers) throws IOException {
        assertThat(send("GET /api/v1/events", HERE, "Accept: text/event-stream", headers))
                .startsWith("HTTP/1.1 403 ")
                .contains("application/problem+json");
        assertThat(send("POST /api/v1/reload", HERE, TOKEN, headers)).startsWith("HTTP/1.1 403 ");
        assertThat(admin.controller.wishes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-Fetch-Site: none",
                "Sec-Fetch-Site: same-origin",
                // Behind a proxy that ends TLS and names this server by its address.
                "Sec-Fetch-Site: same-origin\r\nOrigin: https://balancer.example",
                "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document",
                "Origin: http://127.0.0.1",
                "Origin: https://127.0.0.1"
            })
    void theDashboardItselfAndALinkToItDo(String headers) throws IOException {
        assertThat(send("GET /", HERE, headers)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aLinkChangesNothing() throws IOException {
        String link = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document";

        assertThat(send("POST /api/v1/reload", HERE, TOKEN, link)).startsWith("HTTP/1.1 403 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /",
                "GET /dashboard/app.js",
                "GET /api/v1/status",
                "GET /metrics",
                "GET /no/such/path",
                "POST /api/v1/reload",
                "GET /%zz",
                "TRACE /"
            })
    void everyAnswerIsOfItsOwnTypeAndInNobodysFrame(String request) throws IOException {
        String reply = send(request, HERE);

        assertThat(reply)
                .contains("X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer")
                .contains("Cross-Origin-Resource-Policy: same-origin", "frame-ancestors 'none'", "default-src 'none'")
                .doesNotContain("unsafe-", "Access-Control-", "Server:", "Set-Cookie");
        assertThat(reply.split("Content-Security-Policy:", -1)).hasSize(2);
    }

    private String send(String request, String... headers) throws IOException {
        return raw(request + " HTTP/1.1\r\nConnection: close\r\n" + String.join("\r\n", headers) + "\r\n\r\n");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), admin.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
