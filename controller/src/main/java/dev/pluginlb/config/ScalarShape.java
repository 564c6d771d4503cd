package dev.pluginlb.config;

import java.util.Optional;
import java.util.function.Function;

/** One word, number or text; the parser throws IllegalArgumentException for what the rule does not permit. */
record ScalarShape<T>(String rule, Visibility visibility, Function<String, T> parser) implements Shape<T> {

    static <T> ScalarShape<T> open(String rule, Function<String, T> parser) {
        return new ScalarShape<>(rule, Visibility.OPEN, parser);
    }

    static <T> ScalarShape<T> secret(String rule, Function<String, T> parser) {
        return new ScalarShape<>(rule, Visibility.SECRET, parser);
    }

    @Override
    public Optional<T> read(Node node, Place place) {
        if (node instanceof Node.Scalar scalar && permitted(scalar.text())) {
            try {
                return Optional.of(parser.apply(scalar.text()));
            } catch (IllegalArgumentException e) {
                return place.refuse(node, rule);
            }
        }
        return place.refuse(node, rule);
    }

    /** No value of any kind holds a line break, a NUL or an escape: it would end in a log, a URL or an Nginx file. */
    private static boolean permitted(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }
}
