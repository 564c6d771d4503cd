package dev.pluginlb.config;

import java.util.List;
import java.util.Optional;

/** A value that a source gives to a key, not yet judged. */
record Given(Key<?> key, Node node, Origin origin) {

    /** Stands for what was given to a name that is no key: it may be a secret whose name is mistyped. */
    static final String HIDDEN = "value not shown, as the key is unknown";

    /** A value that came as one line of text; empty when it begins like YAML but is not. */
    static Optional<Given> ofText(Key<?> key, String text, Origin origin, Problems problems) {
        try {
            return Optional.of(new Given(key, key.shape().fromText(text), origin));
        } catch (YamlProblem e) {
            return key.place(origin, problems)
                    .refuse(Node.text(text), key.shape().rule());
        }
    }

    /** Reports a name that is no key. */
    static void unknown(String name, Origin origin, Problems problems) {
        problems.add(name, HIDDEN, "a key of pluginlb; nearest is " + nearest(name), origin);
    }

    /** The same of one that holds others. */
    static void unknownSection(String name, Origin origin, Problems problems) {
        problems.add(name, HIDDEN, "a section of pluginlb; nearest is " + Nearest.to(name, Keys.sections()), origin);
    }

    private static String nearest(String name) {
        boolean env = name.startsWith(Key.ENV_PREFIX);
        List<String> names =
                Keys.ALL.stream().map(key -> env ? key.envName() : key.path()).toList();
        return Nearest.to(name, names);
    }
}
