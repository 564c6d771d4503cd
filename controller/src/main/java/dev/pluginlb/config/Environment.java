package dev.pluginlb.config;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The environment as a source: its own variables before an env-file's, pluginlb's names before Dify's. */
final class Environment {

    private final Map<String, Variable> variables = new TreeMap<>();
    private final Problems problems;

    private Environment(Collection<Variable> fromFile, Map<String, String> real, Problems problems) {
        this.problems = problems;
        Stream<Variable> fromReal = real.entrySet().stream()
                .filter(entry -> Variable.isOurs(entry.getKey()))
                .map(entry -> new Variable(entry.getKey(), entry.getValue(), Origin.env(entry.getKey())));
        Stream.concat(fromFile.stream(), fromReal)
                .filter(Variable::says)
                .forEach(variable -> variables.put(variable.name(), variable));
    }

    static Environment of(ConfigSources sources, Problems problems) {
        List<Variable> fromFile = sources.envFile()
                .map(file -> EnvFile.read(file, sources.directory().resolve(file), problems))
                .orElse(List.of());
        return new Environment(fromFile, sources.environment(), problems);
    }

    /** The file that {@code PLUGINLB_CONFIG} names. */
    Optional<Path> configFile() {
        return Optional.ofNullable(variables.get(ConfigSources.CONFIG_NAME))
                .flatMap(variable -> Shapes.PATH.read(
                        Node.text(variable.value()),
                        new Place(variable.name(), Visibility.OPEN, variable.origin(), problems)));
    }

    /** Hands over, lowest first, what Dify's names give, then what pluginlb's own give. */
    void forEach(Consumer<Given> givens) {
        Keys.ALL.forEach(
                key -> key.difyNames().forEach(name -> fromDify(key, name).ifPresent(givens)));
        Keys.ALL.forEach(key -> own(key).ifPresent(givens));
        variables.values().stream()
                .filter(Variable::isUnknown)
                .forEach(variable -> Given.unknown(variable.name(), variable.origin(), problems));
    }

    private Optional<Given> own(Key<?> key) {
        return Optional.ofNullable(variables.get(key.envName()))
                .flatMap(variable -> Given.ofText(key, variable.value(), variable.origin(), problems));
    }

    private Optional<Given> fromDify(Key<?> key, DifyName name) {
        return Optional.ofNullable(variables.get(name.name()))
                .flatMap(variable -> translated(key, name, variable))
                .flatMap(variable -> Given.ofText(key, variable.value(), variable.origin(), problems));
    }

    private Optional<Variable> translated(Key<?> key, DifyName name, Variable variable) {
        try {
            String value = name.translation().apply(variable.value());
            return Optional.of(new Variable(variable.name(), value, variable.origin()));
        } catch (IllegalArgumentException e) {
            return key.place(variable.origin(), problems).refuse(Node.text(variable.value()), name.rule());
        }
    }
}
