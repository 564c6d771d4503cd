package dev.pluginlb.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A description of an API in OpenAPI, against which answers can be held. */
final class Description {

    private static final String ID = "urn:pluginlb:description";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");

    private final JsonNode document;
    private final SchemaRegistry schemas;

    Description(JsonNode document) {
        this.document = document;
        this.schemas = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemas(Map.of(ID, document.toString()))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()));
    }

    JsonNode schema(String name) {
        return document.at("/components/schemas/" + name);
    }

    /** Each as {@code METHOD /path/{parameter}}. */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .map(Map.Entry::getKey)
                        .filter(METHODS::contains)
                        .forEach(method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return operations;
    }

    /** The operation that such a request is for. */
    String operation(String method, String path) {
        return operations().stream()
                .filter(one -> one.startsWith(method + " "))
                .filter(one -> path.matches(one.substring(method.length() + 1).replaceAll("\\{[a-z]+}", "[^/]+")))
                .findFirst()
                .orElseThrow(() -> new AssertionError(method + " " + path + ": not described"));
    }

    /** Why an answer is not what is described; empty if it is. */
    List<String> faults(String operation, int status, String type, String body) {
        Optional<String> response = response(operation, status);
        if (response.isEmpty()) {
            return List.of("no response " + status);
        }
        String mediaType = type.replaceAll(";.*", "");
        String schema = response.get() + "/content/" + mediaType.replace("/", "~1") + "/schema";
        if (document.at(schema).isMissingNode()) {
            return List.of("no content " + mediaType + " for " + status);
        }
        if (!mediaType.endsWith("json")) {
            return List.of();
        }
        return validator(schema).validate(body, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private Schema validator(String pointer) {
        return schemas.getSchema(SchemaLocation.of(ID + "#" + pointer));
    }

    private Optional<String> response(String operation, int status) {
        String[] words = operation.split(" ", 2);
        String pointer =
                "/paths/" + words[1].replace("/", "~1") + "/" + words[0].toLowerCase(Locale.ROOT) + "/responses/";
        return Stream.of(String.valueOf(status), "default")
                .map(name -> pointer + name)
                .filter(place -> !document.at(place).isMissingNode())
                .map(this::followed)
                .findFirst();
    }

    private String followed(String pointer) {
        String reference = document.at(pointer).path("$ref").asText();
        return reference.isEmpty() ? pointer : reference.substring(1);
    }
}
