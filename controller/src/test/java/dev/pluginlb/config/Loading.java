package dev.pluginlb.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.Assertions;

/** One folder with its files, and what loading from it gives: shared by the tests of the loader. */
record Loading(ConfigSources sources) {

    static final PolicyRule POLICIES = PolicyRule.oneOf(Set.of("adaptive", "round-robin", "least-conn", "two-tier"));

    static Loading in(Path folder) {
        return new Loading(ConfigSources.in(folder));
    }

    Loading file(String yaml) {
        return write("pluginlb.yaml", yaml);
    }

    Loading write(String name, String text) {
        try {
            Files.writeString(sources.directory().resolve(name), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Loading envFile(String text) {
        return new Loading(write("dify.env", text).sources.withEnvFile(Path.of("dify.env")));
    }

    Loading env(String... namesAndValues) {
        return new Loading(sources.withEnvironment(pairs(namesAndValues)));
    }

    Loading commandLine(String... namesAndValues) {
        return new Loading(sources.withCommandLine(pairs(namesAndValues)));
    }

    EffectiveConfig effective() {
        return new ConfigLoader(POLICIES).load(sources);
    }

    Settings settings() {
        return effective().settings();
    }

    ConfigRow row(String key) {
        return effective().rows().stream()
                .filter(row -> row.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    List<ConfigError> details() {
        return Assertions.catchThrowableOfType(ConfigException.class, this::effective)
                .details();
    }

    List<String> errors() {
        return details().stream().map(ConfigError::line).toList();
    }

    private static Map<String, String> pairs(String... namesAndValues) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
