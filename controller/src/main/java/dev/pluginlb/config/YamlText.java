package dev.pluginlb.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads YAML into {@link Node}s: every scalar exactly as written (a password {@code 007} stays {@code 007}), every
 * line known.
 *
 * <p>Aliases, tags, second documents and deep nesting are refused: a configuration says what it means where it says it.
 */
final class YamlText {

    private static final YAMLFactory FACTORY = new YAMLFactory();

    /** Much more than any key has; who reads it calls itself for each level. */
    private static final int DEEPEST = 32;

    private YamlText() {}

    /** @throws YamlProblem if the text is not YAML; an empty text is an empty mapping */
    static Node read(String yaml) {
        try (YAMLParser parser = FACTORY.createParser(yaml)) {
            Node root = parser.nextToken() == null ? new Node.Mapping(List.of(), 1) : node(parser, 0);
            if (parser.nextToken() != null) {
                throw refused(parser, "a second document");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new YamlProblem(line(e.getLocation()), column(e.getLocation()), problem(e));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    /** @param depth of what it stands in */
    private static Node node(YAMLParser parser, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw refused(parser, "nested more than " + DEEPEST + " deep");
        }
        if (parser.isCurrentAlias()) {
            throw refused(parser, "an alias");
        }
        if (parser.getTypeId() != null) {
            throw refused(parser, "a tag");
        }
        int line = line(parser.currentTokenLocation());
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return mapping(parser, line, depth + 1);
        }
        if (token == JsonToken.START_ARRAY) {
            return sequence(parser, line, depth + 1);
        }
        return token == JsonToken.VALUE_NULL ? new Node.Nothing(line) : new Node.Scalar(parser.getText(), line);
    }

    private static Node mapping(YAMLParser parser, int line, int depth) throws IOException {
        List<Node.Entry> entries = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            int nameLine = line(parser.currentTokenLocation());
            parser.nextToken();
            entries.add(new Node.Entry(name, node(parser, depth), nameLine));
        }
        return new Node.Mapping(entries, line);
    }

    private static Node sequence(YAMLParser parser, int line, int depth) throws IOException {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(parser, depth));
        }
        return new Node.Sequence(items, line);
    }

    private static YamlProblem refused(YAMLParser parser, String what) {
        JsonLocation location = parser.currentTokenLocation();
        return new YamlProblem(line(location), column(location), what);
    }

    /** The parser's own words without the excerpt that it adds: the excerpt may hold a password. */
    private static String problem(JsonProcessingException e) {
        if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblem() != null) {
            return marked.getProblem();
        }
        return "not readable";
    }

    private static int line(@Nullable JsonLocation location) {
        return location == null ? 1 : Math.max(1, location.getLineNr());
    }

    private static int column(@Nullable JsonLocation location) {
        return location == null ? 1 : Math.max(1, location.getColumnNr());
    }
}
