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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /openapi.json} is what OpenAPI says, and names what the server has. What it answers: {@link DescribedAnswersTest}. */
class OpenApiTest {

    static final String MEND =
            "add the path to controller/src/main/resources/openapi.yaml (under paths; each view that it"
                    + " answers with under components.schemas, named like the record without View, with the record's fields in snake"
                    + " case) and a request for it to DescribedAnswersTest.everyOperationAnswersAsDescribed; or take from there what is gone";

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
    private Description description;

    @BeforeEach
    void readTheDescription() {
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
