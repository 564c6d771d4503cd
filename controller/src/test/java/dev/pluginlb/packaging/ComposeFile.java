package dev.pluginlb.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A file of Docker Compose, and two of them merged by those of its rules that ours needs: maps by key, lists appended,
 * {@code !reset} takes away, {@code extends} starts from a service of the first file.
 *
 * @see <a href="https://docs.docker.com/reference/compose-file/merge/">merge</a>
 */
record ComposeFile(Map<String, Object> content) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Object RESET = new Object();
    /** Where the schema would be; its own id is relative. Nothing is fetched. */
    private static final String HOME =
            "https://raw.githubusercontent.com/compose-spec/compose-go/schema/compose-spec.json";

    static ComposeFile read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ComposeFile resource(String name) {
        try (InputStream in = ComposeFile.class.getResourceAsStream("/compose/" + name)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ComposeFile parse(String yaml) {
        return new ComposeFile(map(new Yaml(new WithReset()).load(yaml)));
    }

    /** What the specification's schema has against it. */
    List<String> errors() {
        try (InputStream schema = ComposeFile.class.getResourceAsStream("/compose/compose-spec.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(SchemaLocation.of(HOME), schema, InputFormat.JSON)
                    .validate(JSON.<JsonNode>valueToTree(withoutResets(content)))
                    .stream()
                    .map(Error::toString)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A service; empty where there is none. */
    Map<String, Object> service(String name) {
        return map(map(content.get("services")).get(name));
    }

    ComposeFile overriddenBy(ComposeFile other) {
        Map<String, Object> theirs = new LinkedHashMap<>(map(other.content.get("services")));
        theirs.replaceAll((name, service) -> extended(map(service)));
        Map<String, Object> override = new LinkedHashMap<>(other.content);
        override.put("services", theirs);
        return new ComposeFile(map(withoutResets(merged(content, override))));
    }

    private Object extended(Map<String, Object> service) {
        return Optional.ofNullable(service.get("extends"))
                .map(from -> merged(service(String.valueOf(map(from).get("service"))), without("extends", service)))
                .orElse(service);
    }

    private static Map<String, Object> without(String key, Map<String, Object> map) {
        Map<String, Object> rest = new LinkedHashMap<>(map);
        rest.remove(key);
        return rest;
    }

    private static Object merged(Object base, Object override) {
        if (base instanceof Map && override instanceof Map) {
            Map<String, Object> merged = new LinkedHashMap<>(map(base));
            map(override)
                    .forEach((key, value) -> merged.merge(key, value == null ? Map.of() : value, ComposeFile::merged));
            return merged;
        }
        if (base instanceof List<?> one && override instanceof List<?> two) {
            List<Object> all = new ArrayList<>(one);
            all.addAll(two);
            return all;
        }
        return override;
    }

    private static Object withoutResets(Object value) {
        if (value instanceof Map) {
            Map<String, Object> kept = new LinkedHashMap<>(map(value));
            kept.values().removeIf(entry -> entry == RESET);
            kept.replaceAll((key, entry) -> entry == null ? Map.of() : withoutResets(entry));
            return kept;
        }
        return value;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /** YAML with the tag by which Compose takes something away. */
    private static final class WithReset extends SafeConstructor {

        WithReset() {
            super(new LoaderOptions());
            yamlConstructors.put(new Tag("!reset"), new AbstractConstruct() {
                @Override
                public Object construct(Node node) {
                    return RESET;
                }
            });
        }
    }
}
