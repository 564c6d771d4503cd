package dev.pluginlb.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The YAML file as a source: walks it along the table of keys and reports what is not in the table. */
final class ConfigFile {

    private final Path name;
    private final Problems problems;
    private final Consumer<Given> givens;

    private ConfigFile(Path name, Problems problems, Consumer<Given> givens) {
        this.name = name;
        this.problems = problems;
        this.givens = givens;
    }

    /**
     * The file as it was named, for people.
     *
     * @param key under which it is reported when it cannot be read
     */
    record Named(String key, Path name) {}

    /** Gives what is in it. */
    interface Text {
        String read() throws IOException;
    }

    /** Hands over what the file gives, line by line. */
    static void read(Named named, Text text, Problems problems, Consumer<Given> givens) {
        Path name = named.name();
        ConfigFile source = new ConfigFile(name, problems, givens);
        try {
            source.walk(YamlText.read(text.read()));
        } catch (YamlProblem e) {
            String position = name + ":" + e.line() + ":" + e.column();
            problems.add(position, e.problem(), "plain YAML", Origin.file(name, e.line()));
        } catch (IOException e) {
            problems.add(named.key(), name.toString(), ConfigText.RULE, Origin.file(name, 1));
            problems.mayPass();
        }
    }

    private void walk(Node root) {
        if (root instanceof Node.Mapping mapping) {
            entries("", mapping);
        } else if (!(root instanceof Node.Nothing)) {
            problems.add(name.toString(), kind(root), "a mapping", at(root.line()));
        }
    }

    private void entries(String prefix, Node.Mapping mapping) {
        Map<String, Integer> lines = new HashMap<>();
        for (Node.Entry entry : mapping.entries()) {
            Optional<Integer> earlier = Optional.ofNullable(lines.putIfAbsent(entry.name(), entry.line()));
            earlier.ifPresentOrElse(line -> repeated(prefix, entry, line), () -> entry(prefix, entry));
        }
    }

    private void entry(String prefix, Node.Entry entry) {
        String path = prefix + entry.name();
        Optional<Key<?>> key = entry.name().contains(".") ? Optional.empty() : Keys.find(path);
        if (key.isPresent()) {
            givens.accept(new Given(key.get(), entry.value(), at(entry.line())));
        } else if (!entry.name().contains(".") && Keys.isSection(path)) {
            section(path, entry);
        } else if (entry.value() instanceof Node.Mapping) {
            Given.unknownSection(path, at(entry.line()), problems);
        } else {
            Given.unknown(path, at(entry.line()), problems);
        }
    }

    /** A section whose keys are all commented out is an empty one. */
    private void section(String path, Node.Entry entry) {
        if (entry.value() instanceof Node.Mapping mapping) {
            entries(path + ".", mapping);
        } else if (!(entry.value() instanceof Node.Nothing)) {
            problems.add(path, kind(entry.value()), "a mapping", at(entry.line()));
        }
    }

    private void repeated(String prefix, Node.Entry entry, int earlier) {
        String rule = "given once; line " + earlier + " has it already";
        problems.add(prefix + entry.name(), Secret.MASK, rule, at(entry.line()));
    }

    /** Stands for a value that must not be shown: in the wrong place it may be anything, a URL with a password too. */
    private static String kind(Node node) {
        return node instanceof Node.Sequence ? "a list" : "one value";
    }

    private Origin at(int line) {
        return Origin.file(name, line);
    }
}
