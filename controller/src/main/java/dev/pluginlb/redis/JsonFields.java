package dev.pluginlb.redis;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The fields of a JSON object that anybody may have written. A field that is missing or null has its type's zero; one
 * with an absurd value is an {@link IllegalArgumentException}; one that nobody asks for is passed over.
 */
record JsonFields(JsonNode node) {

    /** The field and its value by which entries of pluginlb's own are told from those of others. */
    private static final String MARK_FIELD = "by";

    private static final String MARK = "pluginlb";

    private static final int MAX_LENGTH = 64 * 1024;
    private static final int MAX_DEPTH = 32;
    private static final long MAX_SECONDS = 100_000_000_000L;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** @throws IllegalArgumentException if the text is no JSON object, is longer than 64 Ki characters or very deep */
    static JsonFields parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "value: " + text.length() + " characters (expected: a small JSON object)");
        }
        try {
            JsonNode node = MAPPER.readTree(text);
            if (!node.isObject()) {
                throw new IllegalArgumentException("value: " + node.getNodeType() + " (expected: a JSON object)");
            }
            return new JsonFields(node);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("value: " + broken.getOriginalMessage() + " (expected: a JSON object)");
        }
    }

    static ObjectNode plain() {
        return MAPPER.createObjectNode();
    }

    /** The object with our mark at its end. */
    static String marked(ObjectNode object) {
        return text(object.put(MARK_FIELD, MARK));
    }

    static String text(ObjectNode object) {
        try {
            return MAPPER.writeValueAsString(object);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Whether pluginlb wrote it. */
    boolean isOurs() {
        return MARK.equals(node.path(MARK_FIELD).textValue());
    }

    /** A number from 0 to {@code max}; a fraction is cut off. */
    long whole(String field, long max) {
        return (long) number(field, (double) max);
    }

    /** A number from 0 to {@code max}. */
    double number(String field, double max) {
        return isMissing(field) ? 0 : number(field, node.get(field), max);
    }

    /** Numbers from 0 to {@code max}. */
    List<Double> numbers(String field, double max) {
        if (isMissing(field)) {
            return List.of();
        }
        if (!node.get(field).isArray()) {
            throw bad(field, "a list");
        }
        return StreamSupport.stream(node.get(field).spliterator(), false)
                .map(element -> number(field, element, max))
                .toList();
    }

    boolean flag(String field) {
        if (!isMissing(field) && !node.get(field).isBoolean()) {
            throw bad(field, "true or false");
        }
        return node.path(field).asBoolean();
    }

    /** A point in time that is written as Unix seconds. */
    Instant time(String field) {
        return Instant.ofEpochSecond(whole(field, MAX_SECONDS));
    }

    /** A word of at most {@code max} printable ASCII characters without blanks, quotes and angle brackets. */
    Optional<String> word(String field, int max) {
        if (isMissing(field)) {
            return Optional.empty();
        }
        String word = String.valueOf(node.get(field).textValue());
        if (!node.get(field).isTextual() || word.length() > max || !word.matches("[A-Za-z0-9._:+-]+")) {
            throw bad(field, "1 to " + max + " of letters, digits, '.', '_', ':', '+', '-'");
        }
        return Optional.of(word);
    }

    /** Any words; empty when there are none. */
    String words(String field) {
        if (!isMissing(field) && !node.get(field).isTextual()) {
            throw bad(field, "words");
        }
        return node.path(field).asText("");
    }

    private boolean isMissing(String field) {
        return node.path(field).isMissingNode() || node.path(field).isNull();
    }

    private static double number(String field, JsonNode value, double max) {
        double number = value.isNumber() ? value.doubleValue() : -1;
        if (number >= 0 && number <= max) {
            return number;
        }
        throw bad(field, "0 to " + max);
    }

    private static IllegalArgumentException bad(String field, String expected) {
        return new IllegalArgumentException(field + ": no sensible value (expected: " + expected + ")");
    }
}
