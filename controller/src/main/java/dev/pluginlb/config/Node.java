package dev.pluginlb.config;

import java.util.List;

/** A value as it was written, before anybody knows its type: numbers keep their digits, mappings their order. */
sealed interface Node {

    /** The line it starts on, from 1; 1 for what did not come from a file. */
    int line();

    static Scalar text(String text) {
        return new Scalar(text, 1);
    }

    /** One word, number or text. May be a secret, so it does not print itself. */
    record Scalar(String text, int line) implements Node {
        @Override
        public String toString() {
            return "Scalar[line=" + line + "]";
        }
    }

    /** A key without a value, or YAML's {@code null}. */
    record Nothing(int line) implements Node {}

    record Sequence(List<Node> items, int line) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** Entries in order of occurrence; the same name may occur twice, which is for the reader to refuse. */
    record Mapping(List<Entry> entries, int line) implements Node {
        public Mapping {
            entries = List.copyOf(entries);
        }
    }

    record Entry(String name, Node value, int line) {}
}
