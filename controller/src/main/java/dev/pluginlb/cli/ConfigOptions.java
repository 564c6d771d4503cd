package dev.pluginlb.cli;

import dev.pluginlb.config.ConfigException;
import dev.pluginlb.config.ConfigLoader;
import dev.pluginlb.config.ConfigSources;
import dev.pluginlb.config.EffectiveConfig;
import dev.pluginlb.policy.Policies;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the configuration comes from; a mixin for every command that reads it. */
public final class ConfigOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "the configuration file (else PLUGINLB_CONFIG, else ./pluginlb.yaml)")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--env-file", paramLabel = "FILE", description = "a .env file, below the environment")
    private Optional<Path> envFile = Optional.empty();

    /** @throws ConfigException if anything in any of the sources is wrong */
    public EffectiveConfig load(Surroundings here) {
        return load(here, Map.of());
    }

    /**
     * @param commandLine values of the command line, by dotted path
     * @throws ConfigException if anything in any of the sources is wrong
     */
    public EffectiveConfig load(Surroundings here, Map<String, String> commandLine) {
        ConfigSources sources = new ConfigSources(commandLine, here.environment(), envFile, config, here.directory());
        return new ConfigLoader(Policies.names()).load(sources);
    }
}
