package dev.pluginlb.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A list of equal things; as one line of text comma separated, or YAML when it begins with a bracket. */
record ListShape<T>(Shape<T> item) implements Shape<List<T>> {

    @Override
    public String rule() {
        return "a list; each: " + item.rule();
    }

    @Override
    public Optional<List<T>> read(Node node, Place place) {
        return node instanceof Node.Sequence sequence ? items(sequence.items(), place) : place.refuse(node, rule());
    }

    private Optional<List<T>> items(List<Node> nodes, Place place) {
        List<T> values = IntStream.range(0, nodes.size())
                .mapToObj(i -> item.read(nodes.get(i), place.at("[" + i + "]")))
                .flatMap(Optional::stream)
                .toList();
        return values.size() == nodes.size() ? Optional.of(values) : Optional.empty();
    }

    @Override
    public Node fromText(String text) {
        if (text.startsWith("[") || text.startsWith("{")) {
            return YamlText.read(text);
        }
        return new Node.Sequence(split(text).stream().<Node>map(Node::text).toList(), 1);
    }

    static List<String> split(String text) {
        return text.isBlank()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }
}
