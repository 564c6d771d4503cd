package dev.pluginlb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import dev.pluginlb.admin.view.OutcomeView;
import dev.pluginlb.config.ConfigRow;
import dev.pluginlb.control.Event;
import dev.pluginlb.nginx.ApplyOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /openapi.json} is what OpenAPI says, and what the server does. */
class OpenApiTest {

    private static final String MEND =
            "add the path to controller/src/main/resources/openapi.yaml (under paths; each view that it"
                    + " answers with under components.schemas, named like the record without View, with the record's fields in snake"
                    + " case) and a request for it to OpenApiTest.everyOperationAnswersAsDescribed; or take from there what is gone";

    private static final Set<String> WORDS = Set.of(
            "$ref",
            "additionalProperties",
            "description",
            "enum",
            "format",
            "items",
            "maximum",
            "minimum",
            "oneOf",
            "pattern",
            "properties",
            "required",
            "type");

    private final Running admin = new Running();
    private final Set<String> answered = new TreeSet<>();
    private Description description;

    @BeforeEach
    void everythingHappens() {
        Everything.happensTo(admin.controller);
        admin.controller.endWith(ApplyOutcome.Result.PROVEN, Everything.LIVE, "");
        description = new Description(document());
    }

    @AfterEach
    void stop() {
        admin.close();
    }

    @Test
    void itIsOpenApi31() throws IOException {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        try (InputStream official = getClass().getResourceAsStream("/openapi-3.1.schema.yaml")) {
            assertThat(registry.getSchema(Objects.requireNonNull(official), InputFormat.YAML)
                            .validate(document().toString(), InputFormat.JSON))
                    .isEmpty();
        }
    }

    @Test
    void everySchemaIsOne() {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        var meta = registry.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(document().at("/components/schemas"))
                .isNotEmpty()
                .allSatisfy(schema ->
                        assertThat(meta.validate(schema)).as(schema.toString()).isEmpty());
    }

    /** A word that JSON Schema does not know is passed over, so that a slip of the pen would go unnoticed. */
    @Test
    void everySchemaIsClosedAndHasNoUnknownWord() {
        assertThat(document().at("/components/schemas").properties()).allSatisfy(schema -> {
            JsonNode value = schema.getValue();
            wordsAreKnown(value, schema.getKey());
            if (value.has("properties") && !schema.getKey().endsWith("Request")) {
                assertThat(value.path("additionalProperties").isBoolean())
                        .as(schema.getKey())
                        .isTrue();
                assertThat(new TreeSet<>(words(value.get("required"))))
                        .as(schema.getKey())
                        .isEqualTo(names(value.get("properties")));
            }
        });
    }

    private static void wordsAreKnown(JsonNode schema, String place) {
        assertThat(WORDS).as(place).containsAll(names(schema));
        schema.path("properties")
                .properties()
                .forEach(one -> wordsAreKnown(one.getValue(), place + "." + one.getKey()));
        schema.path("oneOf").forEach(one -> wordsAreKnown(one, place));
        for (String inner : List.of("items", "additionalProperties")) {
            if (schema.path(inner).isObject()) {
                wordsAreKnown(schema.get(inner), place + "." + inner);
            }
        }
    }

    @Test
    void itHasEveryRouteAndNoOther() {
        assertThat(description.operations()).as(MEND).isEqualTo(admin.routes());
    }

    @Test
    void everySchemaHasTheFieldsOfItsViewAndSaysWhichMayBeNull() {
        assertThat(views()).hasSizeGreaterThan(20).allSatisfy(view -> {
            JsonNode schema = description.schema(view.getSimpleName().replaceAll("View$", ""));
            assertThat(schema.isMissingNode()).as(view + ": " + MEND).isFalse();
            Set<String> fields = new TreeSet<>();
            components(view).forEach(field -> {
                String name = PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(field.getName());
                fields.add(name);
                assertThat(mayBeNull(schema.at("/properties/" + name)))
                        .as(view + " " + name + " may be null")
                        .isEqualTo(field.getAnnotatedType().isAnnotationPresent(Nullable.class));
            });
            assertThat(names(schema.get("properties"))).as(view + ": " + MEND).isEqualTo(fields);
        });
    }

    @Test
    void everyConstantIsNamed() {
        assertThat(words(description.schema("Result").get("enum")))
                .containsExactlyInAnyOrderElementsOf(constants(ApplyOutcome.Result.values()));
        assertThat(words(description.schema("Event").at("/properties/kind/enum")))
                .containsExactlyInAnyOrderElementsOf(constants(Event.Kind.values()));
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

        assertThat(answered).as(MEND).isEqualTo(admin.routes());
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

    private JsonNode document() {
        return Replies.json(admin.get("/openapi.json"));
    }

    /** All records of the wire, but for those that only hold others together. */
    private static List<Class<?>> views() {
        return Stream.concat(
                        new ClassFileImporter()
                                        .withImportOption(new DoNotIncludeTests())
                                        .importPackages("dev.pluginlb.admin.view")
                                        .stream()
                                        .<Class<?>>map(found -> found.reflect()),
                        Stream.<Class<?>>of(ConfigRow.class))
                .filter(Class::isRecord)
                .filter(found -> found != OutcomeView.Asked.class)
                .toList();
    }

    private static Stream<RecordComponent> components(Class<?> view) {
        return Arrays.stream(view.getRecordComponents())
                .flatMap(field -> field.getAccessor().isAnnotationPresent(JsonUnwrapped.class)
                        ? components(field.getType())
                        : Stream.of(field));
    }

    private static boolean mayBeNull(JsonNode schema) {
        return schema.path("type").toString().contains("\"null\"")
                || schema.path("oneOf").toString().contains("\"null\"");
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> words(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static List<String> constants(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(one -> one.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
