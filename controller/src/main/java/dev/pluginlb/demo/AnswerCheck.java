package dev.pluginlb.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Reads a stand-in's SSE answer line by line and says what is wrong with it: truncated, doubled, mixed up, foreign. */
final class AnswerCheck {

    private final String requestId;
    private int expected;
    private boolean last;
    private Optional<String> wrong = Optional.empty();

    AnswerCheck(String requestId) {
        this.requestId = requestId;
    }

    void line(String line) {
        if (line.isEmpty() || wrong.isPresent()) {
            return;
        }
        wrong = line.startsWith("data: ") ? item(line.substring("data: ".length())) : Optional.of("not an SSE line");
    }

    private Optional<String> item(String text) {
        JsonNode data;
        try {
            data = Json.read(text, JsonNode.class).path("data");
        } catch (UncheckedIOException e) {
            return Optional.of("not JSON");
        }
        if (!data.path("request_id").asText().equals(requestId)) {
            return Optional.of("another request's item");
        }
        if (last || data.path("index").asInt(-1) != expected) {
            return Optional.of("item lost or doubled");
        }
        expected++;
        last = data.path("last").asBoolean();
        return Optional.empty();
    }

    /** Empty when the answer was whole. */
    Optional<String> atEnd() {
        return wrong.isPresent() || last ? wrong : Optional.of("truncated");
    }
}
