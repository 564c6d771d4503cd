package dev.pluginlb.config;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The fields of one mapping in a list: reads each by its shape; names that are none and names given twice are refused. */
final class Fields {

    private final Node.Mapping mapping;
    private final Place place;

    private Fields(Node.Mapping mapping, Place place) {
        this.mapping = mapping;
        this.place = place;
    }

    /** Empty when it is no mapping, or has other names; then each of them is reported. */
    static Optional<Fields> of(Node node, List<String> names, String rule, Place place) {
        if (!(node instanceof Node.Mapping mapping)) {
            return place.refuse(node, rule);
        }
        Set<String> seen = new HashSet<>();
        boolean permitted = true;
        for (Node.Entry entry : mapping.entries()) {
            if (!names.contains(entry.name())) {
                permitted = false;
                place.at("." + entry.name()).refuse(Node.text(Given.HIDDEN), "one of " + String.join(", ", names));
            } else if (!seen.add(entry.name())) {
                permitted = false;
                place.at("." + entry.name()).refuse(entry.value(), "given once");
            }
        }
        return permitted ? Optional.of(new Fields(mapping, place)) : Optional.empty();
    }

    boolean has(String name) {
        return find(name).isPresent();
    }

    /** A field that must be there. */
    <T> Optional<T> required(String name, Shape<T> shape) {
        return shape.read(find(name).orElse(new Node.Nothing(mapping.line())), at(name));
    }

    /** A field that is this line of text when it is left out. */
    <T> Optional<T> optional(String name, Shape<T> shape, String initial) {
        return shape.read(find(name).orElseGet(() -> shape.fromText(initial)), at(name));
    }

    Place at(String name) {
        return place.at("." + name);
    }

    /** What was given for a field, for a refusal of it. */
    Node given(String name) {
        return find(name).orElse(new Node.Nothing(mapping.line()));
    }

    private Optional<Node> find(String name) {
        return mapping.entries().stream()
                .filter(entry -> entry.name().equals(name))
                .map(Node.Entry::value)
                .findFirst();
    }
}
