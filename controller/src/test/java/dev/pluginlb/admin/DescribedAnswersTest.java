package dev.pluginlb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.nginx.ApplyOutcome;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the server answers is what {@code /openapi.json} says. */
class DescribedAnswersTest {

    private final Running admin = new Running();
    private final Set<String> answered = new TreeSet<>();
    private Description description;

    @BeforeEach
    void everythingHappens() {
        Everything.happensTo(admin.controller);
        admin.controller.endWith(ApplyOutcome.Result.PROVEN, Everything.LIVE, "");
        description = new Description(Replies.json(admin.get("/openapi.json")));
    }

    @AfterEach
    void stop() {
        admin.close();
    }

    @Test
    void everyOperationAnswersAsDescribed() {
        for (String path : List.of(
                "/cluster/nodes",
                "/cluster/stats",
                "/cluster/master",
                "/api/v1/status",
                "/api/v1/plan",
                "/api/v1/pools",
                "/api/v1/releases",
                "/api/v1/releases/" + Everything.LIVE,
                "/api/v1/releases/" + Everything.LIVE + "/diff",
                "/api/v1/flows",
                "/api/v1/nodes",
                "/api/v1/endpoints",
                "/",
                "/api/v1/diff",
                "/api/v1/config",
                "/api/v1/events",
                "/api/v1/nodes/n2/drain",
                "/healthz",
                "/readyz",
                "/metrics",
                "/openapi.json")) {
            expect(200, "GET", path);
        }
        expect(202, "POST", "/api/v1/reload");
        expect(200, "POST", "/api/v1/reload?wait=10s");
        expect(202, "POST", "/api/v1/releases/previous/rollback");
        expect(202, "DELETE", "/api/v1/pin");
        expect(202, "PUT", "/api/v1/nodes/n1/drain");
        HttpResponse<String> taken = expect(202, "DELETE", "/api/v1/nodes/n1/drain");
        expect(200, "GET", taken.headers().firstValue("Location").orElseThrow());

        assertThat(answered).as(OpenApiTest.MEND).isEqualTo(admin.routes());
    }

    @Test
    void whatIsNotKnownIsNullAsDescribed() {
        try (Running fresh = new Running()) {
            for (String path : List.of(
                    "/cluster/nodes",
                    "/cluster/stats",
                    "/cluster/master",
                    "/api/v1/status",
                    "/api/v1/plan",
                    "/api/v1/releases",
                    "/api/v1/diff",
                    "/api/v1/events")) {
                check(200, "GET", path, fresh.get(path));
            }
            check(503, "GET", "/readyz", fresh.get("/readyz"));
            fresh.controller.endWith(new CompletableFuture<>());
            HttpResponse<String> taken = fresh.change("POST", "/api/v1/reload?wait=1ms");
            check(202, "POST", "/api/v1/reload", taken);
            String outcome = taken.headers().firstValue("Location").orElseThrow();
            check(200, "GET", outcome, fresh.get(outcome));
        }
    }

    @Test
    void whatDoesNotSucceedIsAProblemAsDescribed() {
        expect(400, "GET", "/api/v1/events?after=x");
        expect(400, "POST", "/api/v1/reload?wait=x");
        expect(404, "GET", "/api/v1/releases/ffff");
        expect(404, "POST", "/api/v1/releases/ffff/rollback");
        expect(404, "GET", "/api/v1/outcomes/ffff");
        expect(404, "PUT", "/api/v1/nodes/nobody/drain");
        admin.controller.endWith(ApplyOutcome.Result.REFUSED, Everything.LIVE, "no such directive");
        expect(409, "POST", "/api/v1/reload?wait=10s");
        expect(409, "DELETE", "/api/v1/nodes/n1/drain?wait=10s");
        admin.controller.endWith(CompletableFuture.failedFuture(new RejectedExecutionException("stopping")));
        expect(503, "POST", "/api/v1/reload");
        check(401, "POST", "/api/v1/reload", send("POST", "/api/v1/reload"));
        for (int i = 0; i < Guesses.AT_ONCE; i++) {
            send("POST", "/api/v1/reload");
        }
        check(429, "POST", "/api/v1/reload", send("POST", "/api/v1/reload"));
        check(
                403,
                "POST",
                "/api/v1/reload",
                admin.send(admin.request("/api/v1/reload")
                        .POST(BodyPublishers.noBody())
                        .header("Sec-Fetch-Site", "cross-site")));
        admin.controller.breakDown();
        expect(500, "GET", "/api/v1/status");
    }

    @Test
    void anAnswerWithAnotherFieldWouldBeFound() {
        String problem = "{\"type\":\"a\",\"title\":\"b\",\"status\":400,\"detail\":\"c\"%s}";

        assertThat(description.faults("GET /api/v1/status", 400, "application/problem+json", problem.formatted("")))
                .isEmpty();
        assertThat(description.faults(
                        "GET /api/v1/status", 400, "application/problem+json", problem.formatted(",\"more\":1")))
                .isNotEmpty();
        assertThat(description.faults("GET /api/v1/status", 200, "text/html", ""))
                .isNotEmpty();
    }

    private HttpResponse<String> expect(int status, String method, String path) {
        HttpResponse<String> reply = admin.change(method, path);
        check(status, method, path, reply);
        return reply;
    }

    private void check(int status, String method, String path, HttpResponse<String> reply) {
        String operation = description.operation(method, path.replaceAll("\\?.*", ""));
        answered.add(operation);
        assertThat(reply.statusCode()).as(path + " " + reply.body()).isEqualTo(status);
        String type = reply.headers().firstValue("Content-Type").orElse("");
        assertThat(description.faults(operation, status, type, reply.body()))
                .as(method + " " + path + ": " + reply.body())
                .isEmpty();
    }

    private HttpResponse<String> send(String method, String path) {
        HttpRequest.Builder request = admin.request(path).method(method, BodyPublishers.noBody());
        return admin.send(request);
    }
}
