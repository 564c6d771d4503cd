package dev.pluginlb.config;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Prints a node on one line of YAML, which {@link YamlText} reads back as the same node. */
final class FlowText {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/_][A-Za-z0-9/._-]*(?::[A-Za-z0-9/._-]+)*");
    private static final Set<String> NULLS = Set.of("null", "Null", "NULL");

    private FlowText() {}

    static String print(Node node) {
        if (node instanceof Node.Scalar scalar) {
            return print(scalar.text());
        }
        if (node instanceof Node.Sequence sequence) {
            return sequence.items().stream().map(FlowText::print).collect(Collectors.joining(", ", "[", "]"));
        }
        if (node instanceof Node.Mapping mapping) {
            return mapping.entries().stream()
                    .map(entry -> print(entry.name()) + ": " + print(entry.value()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return "null";
    }

    private static String print(String text) {
        return PLAIN.matcher(text).matches() && !NULLS.contains(text) ? text : quoted(text);
    }

    private static String quoted(String text) {
        return text.codePoints().mapToObj(FlowText::escaped).collect(Collectors.joining("", "\"", "\""));
    }

    private static String escaped(int codePoint) {
        if (codePoint == '"' || codePoint == '\\') {
            return "\\" + Character.toString(codePoint);
        }
        boolean printable = codePoint >= ' ' && codePoint <= '~';
        return printable ? Character.toString(codePoint) : String.format("\\U%08x", codePoint);
    }
}
