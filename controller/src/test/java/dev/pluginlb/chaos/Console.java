package dev.pluginlb.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The controller as its admin API tells of it, asked by somebody who does not wait for one that is away. */
final class Console {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final String api;
    private final String token;

    Console(String listen, String token) {
        this.api = "http://" + listen;
        this.token = token;
    }

    /** All that it says of what is not as it should be; empty if it says nothing, or is away. */
    String complaints() {
        JsonNode status = get("/api/v1/status");
        return status.path("wrong").toString()
                + status.path("reasons")
                + status.path("waiting_for")
                + status.path("freshness_reason")
                + status.path("last_outcome").path("words")
                + nodes();
    }

    /** Whether what it wants is proven live, with so many nodes up, from a Redis that answers, and nothing is wrong. */
    boolean isWell(int nodes) {
        JsonNode status = get("/api/v1/status");
        return status.path("proven").asBoolean()
                && status.path("wrong").isArray()
                && status.path("wrong").isEmpty()
                && status.path("freshness").asText().equals("live")
                && up().size() == nodes;
    }

    /** Addresses of those that serve. */
    Set<String> up() {
        return StreamSupport.stream(nodes().spliterator(), false)
                .filter(node -> node.path("state").asText().equals("up"))
                .map(node -> node.path("address").asText())
                .collect(Collectors.toSet());
    }

    /** Whether somebody answers a request to the front. */
    boolean isServed(URI front) {
        return ask(HttpRequest.newBuilder(front.resolve("/health/check")))
                .path("status")
                .asText()
                .equals("ok");
    }

    /** Whether a controller answers, whatever it says. */
    boolean isThere() {
        return !get("/api/v1/status").isMissingNode();
    }

    boolean isProven() {
        return get("/api/v1/status").path("proven").asBoolean();
    }

    /** What is wanted is to be applied again now; nobody waits for the outcome. */
    void wishReload() {
        ask(HttpRequest.newBuilder(URI.create(api + "/api/v1/reload"))
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.noBody()));
    }

    private JsonNode nodes() {
        return get("/cluster/nodes").path("nodes");
    }

    private JsonNode get(String path) {
        return ask(HttpRequest.newBuilder(URI.create(api + path)));
    }

    private JsonNode ask(HttpRequest.Builder request) {
        try {
            return JSON.readTree(client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString())
                    .body());
        } catch (IOException away) {
            return JSON.missingNode();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
