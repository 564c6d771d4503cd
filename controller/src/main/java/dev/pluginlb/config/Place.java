package dev.pluginlb.config;

import java.util.Optional;

/** Where a value stands while it is read, so that a refusal can name it: {@code discovery.static[0].weight}. */
record Place(String path, Visibility visibility, Origin origin, Problems problems) {

    Place at(String suffix) {
        return new Place(path + suffix, visibility, origin, problems);
    }

    /** Reports the value; always empty, so that a reader can return the refusal. */
    <T> Optional<T> refuse(Node node, String rule) {
        problems.add(path, visibility.show(asGiven(node)), rule, origin);
        return Optional.empty();
    }

    private static String asGiven(Node node) {
        return node instanceof Node.Scalar scalar && !scalar.text().isEmpty() ? scalar.text() : FlowText.print(node);
    }
}
