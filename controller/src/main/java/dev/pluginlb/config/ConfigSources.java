package dev.pluginlb.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * All that a configuration is made of. May hold secrets: does not print itself.
 *
 * @param commandLine dotted path to value, as text
 * @param environment the process's own; other names in it are passed over
 * @param envFile a {@code .env} file, below the environment
 * @param configFile the file named on the command line
 * @param directory what relative paths of these files, and {@code pluginlb.yaml}, are relative to
 */
public record ConfigSources(
        Map<String, String> commandLine,
        Map<String, String> environment,
        Optional<Path> envFile,
        Optional<Path> configFile,
        Path directory) {

    static final String CONFIG_NAME = "PLUGINLB_CONFIG";
    static final Path DEFAULT_FILE = Path.of("pluginlb.yaml");

    public ConfigSources {
        commandLine = Map.copyOf(commandLine);
        environment = Map.copyOf(environment);
    }

    /** Nothing but the defaults, and a {@code pluginlb.yaml} in the folder. */
    public static ConfigSources in(Path directory) {
        return new ConfigSources(Map.of(), Map.of(), Optional.empty(), Optional.empty(), directory);
    }

    public ConfigSources withCommandLine(Map<String, String> values) {
        return new ConfigSources(values, environment, envFile, configFile, directory);
    }

    public ConfigSources withEnvironment(Map<String, String> values) {
        return new ConfigSources(commandLine, values, envFile, configFile, directory);
    }

    public ConfigSources withEnvFile(Path file) {
        return new ConfigSources(commandLine, environment, Optional.of(file), configFile, directory);
    }

    public ConfigSources withConfigFile(Path file) {
        return new ConfigSources(commandLine, environment, envFile, Optional.of(file), directory);
    }

    @Override
    public String toString() {
        return "ConfigSources[configFile=" + configFile + ", envFile=" + envFile + ", directory=" + directory + "]";
    }
}
