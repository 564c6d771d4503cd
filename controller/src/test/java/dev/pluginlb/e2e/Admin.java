package dev.pluginlb.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The controller, as its admin API tells of it. */
record Admin(Door door) {

    JsonNode status() {
        return door.get("/api/v1/status").json();
    }

    /** Whether what is wanted is proven live. */
    boolean isProven() {
        return status().path("proven").asBoolean();
    }

    String live() {
        return status().path("live").asText();
    }

    String wanted() {
        return status().path("wanted").asText();
    }

    String freshness() {
        return status().path("freshness").asText();
    }

    /** All that is out of the ordinary, in one text. */
    String reasons() {
        return status().path("reasons").toString();
    }

    Optional<JsonNode> node(String id) {
        return list(door.get("/cluster/nodes").json().path("nodes"))
                .filter(node -> node.path("id").asText().equals(id))
                .findFirst();
    }

    JsonNode nodes() {
        return door.get("/cluster/nodes").json().path("nodes");
    }

    JsonNode stats() {
        return door.get("/cluster/stats").json();
    }

    long up() {
        return list(door.get("/cluster/nodes").json().path("nodes"))
                .filter(node -> node.path("state").asText().equals("up"))
                .count();
    }

    /** How the attempts ended, newest first. */
    List<String> results() {
        return list(door.get("/api/v1/releases").json().path("releases"))
                .map(attempt -> attempt.path("result").asText())
                .toList();
    }

    /** Attempts that told Nginx to reload. */
    long reloads() {
        return results().stream()
                .filter(result -> result.equals("proven") || result.equals("not_live"))
                .count();
    }

    private static Stream<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
