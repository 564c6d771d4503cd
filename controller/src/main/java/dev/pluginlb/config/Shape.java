package dev.pluginlb.config;

import java.util.Optional;

/** What a key's value looks like: how it is read from YAML, how from one line of text, and the rule in words. */
interface Shape<T> {

    String rule();

    /** The typed value; empty when it was refused, which the place then has reported. */
    Optional<T> read(Node node, Place place);

    /**
     * The node that a line of text stands for, as the environment and the command line give it.
     *
     * @throws YamlProblem if the text begins like YAML but is not
     */
    default Node fromText(String text) {
        return Node.text(text);
    }

    default Visibility visibility() {
        return Visibility.OPEN;
    }
}
