package dev.pluginlb.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.config.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminServerTest {

    private final Running admin = new Running();

    @AfterEach
    void stop() {
        admin.close();
    }

    @ParameterizedTest
    @CsvSource({
        "POST,   /api/v1/reload",
        "POST,   /api/v1/releases/aaaa/rollback",
        "DELETE, /api/v1/pin",
        "PUT,    /api/v1/nodes/n1/drain",
        "POST,   /no/such/path"
    })
    void everyChangeNeedsTheToken(String method, String path) {
        HttpResponse<String> reply = admin.send(admin.request(path).method(method, BodyPublishers.noBody()));

        Replies.problem(reply, 401);
        assertThat(reply.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(admin.controller.wishes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer wrong",
                "Bearer ",
                "Bearer",
                "Basic correct-horse",
                "correct-horse",
                "Bearer correct-horse2"
            })
    void anotherTokenIsNotTaken(String authorization) {
        HttpRequest.Builder request =
                admin.request("/api/v1/reload").POST(BodyPublishers.noBody()).header("Authorization", authorization);

        Replies.problem(admin.send(request), 401);
        assertThat(admin.controller.wishes()).isEmpty();
    }

    /** A 401, whatever it asks for, makes a browser forget the password by which it reads. */
    @Test
    void aPageThatShowsAWrongTokenIsForbiddenTheChange() {
        HttpRequest.Builder request = admin.request("/api/v1/reload")
                .POST(BodyPublishers.noBody())
                .header("X-Requested-With", "dashboard")
                .header("Authorization", "Bearer wrong");

        HttpResponse<String> reply = admin.send(request);

        Replies.problem(reply, 403);
        assertThat(reply.body()).contains("this is not the admin token");
        assertThat(reply.headers().firstValue("WWW-Authenticate")).isEmpty();
        assertThat(admin.controller.wishes()).isEmpty();
    }

    @Test
    void theTokensSchemeMayBeSpelledAnyWay() {
        HttpRequest.Builder request = admin.request("/api/v1/reload")
                .POST(BodyPublishers.noBody())
                .header("Authorization", "bearer " + Running.TOKEN);

        assertThat(admin.send(request).statusCode()).isEqualTo(202);
    }

    @Test
    void whoTriesManyTokensIsToldToWaitAndNotForLong() {
        tryWrong(Guesses.AT_ONCE, 401);

        HttpResponse<String> reply = admin.change("POST", "/api/v1/reload");
        Replies.problem(reply, 429);
        assertThat(reply.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(admin.get("/api/v1/status").statusCode()).isEqualTo(200);

        admin.later(Duration.ofSeconds(2));
        assertThat(admin.change("POST", "/api/v1/reload").statusCode()).isEqualTo(202);
    }

    /** Whoever reaches the port could else have kept the owner from changing anything. */
    @Test
    void aTokenThatNobodyCanGuessOpensWhateverOthersTry() {
        String made = "0123456789abcdef".repeat(4);
        admin.config(new ConfigInEffect(AdminToken.of(new Secret(made)), List.of()));
        tryWrong(Guesses.AT_ONCE, 401);
        tryWrong(1, 429);

        HttpRequest.Builder right =
                admin.request("/api/v1/reload").POST(BodyPublishers.noBody()).header("Authorization", "Bearer " + made);
        assertThat(admin.send(right).statusCode()).isEqualTo(202);
    }

    private void tryWrong(int times, int status) {
        for (int i = 0; i < times; i++) {
            HttpRequest.Builder wrong = admin.request("/api/v1/reload")
                    .POST(BodyPublishers.noBody())
                    .header("Authorization", "Bearer wrong" + i);
            Replies.problem(admin.send(wrong), status);
        }
    }

    @Test
    void anotherTokenCountsAsSoonAsItIsInEffect() {
        admin.config(new ConfigInEffect(AdminToken.of(new Secret("another")), List.of())
                .refusing(List.of("a: b (expected: c)")));

        Replies.problem(admin.change("POST", "/api/v1/reload"), 401);
        assertThat(admin.send(admin.request("/api/v1/reload")
                                .POST(BodyPublishers.noBody())
                                .header("Authorization", "Bearer another"))
                        .statusCode())
                .isEqualTo(202);
        assertThat(Replies.json(admin.get("/api/v1/status"))
                        .get("config_refused")
                        .get(0)
                        .asText())
                .isEqualTo("a: b (expected: c)");
    }

    @Test
    void anUnknownPathIsAProblem() {
        Replies.problem(admin.get("/no/such/path"), 404);
        Replies.problem(admin.get("/api/v1/outcomes/cccc"), 404);
    }

    @Test
    void aWrongMethodIsAProblem() {
        Replies.problem(admin.get("/api/v1/reload"), 405);
        Replies.problem(admin.change("POST", "/api/v1/status"), 405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/cluster/nodes", "/api/v1/status", "/healthz"})
    void whatGoesWrongInsideIsNotTold(String path) {
        admin.controller.breakDown();

        HttpResponse<String> reply = admin.get(path);

        Replies.problem(reply, 500);
        assertThat(reply.body()).doesNotContain("secret internals").doesNotContain("Exception");
    }

    @Test
    void aLargeBodyIsNotTaken() {
        byte[] large = new byte[64 * 1024 + 1];

        Replies.problem(admin.change("POST", "/api/v1/reload", BodyPublishers.ofByteArray(large)), 413);
        assertThat(admin.controller.wishes()).isEmpty();
    }

    @Test
    void aBodyOfUntoldLengthIsNotTaken() {
        HttpRequest.BodyPublisher chunked =
                BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(new byte[10]));

        Replies.problem(admin.change("POST", "/api/v1/reload", chunked), 411);
        assertThat(admin.controller.wishes()).isEmpty();
    }

    @Test
    void answersAreNotCachedAndTellNothingOfTheServer() {
        HttpResponse<String> reply = admin.get("/api/v1/status");

        assertThat(reply.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(reply.headers().firstValue("Server")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"
            })
    void aMalformedRequestIsAProblemToo(String request) throws IOException {
        String reply = raw(request);

        assertThat(reply).startsWith("HTTP/1.1 400").contains("application/problem+json");
        assertThat(reply).doesNotContain("jetty").doesNotContain("<html");
    }

    @Test
    void itListensOnTheGivenAddressAlone() throws IOException {
        assertThatThrownBy(() -> new Socket(InetAddress.getByName("127.0.0.2"), admin.port()).close())
                .isInstanceOf(IOException.class);
    }

    @Test
    void aPortThatIsTakenIsToldAtOnce() {
        Address taken = new Address("127.0.0.1", admin.port());

        assertThatThrownBy(() -> Door.at(taken, Optional.empty()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in use");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), admin.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
