package dev.pluginlb.cli;

import dev.pluginlb.config.ConfigException;
import dev.pluginlb.config.ConfigLoader;
import dev.pluginlb.config.ConfigSources;
import dev.pluginlb.config.ConfigText;
import dev.pluginlb.config.EffectiveConfig;
import dev.pluginlb.config.PolicyRule;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where the configuration comes from; a mixin for every command that reads it. Files are no {@link Optional}s, here and elsewhere:
 * of those Picocli's completion does not see that they are files.
 */
public final class ConfigOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "the configuration file (else PLUGINLB_CONFIG, else ./pluginlb.yaml)")
    @Nullable
    private Path config;

    @Option(names = "--env-file", paramLabel = "FILE", description = "a .env file, below the environment")
    @Nullable
    private Path envFile;

    private final ConfigText text = new ConfigText();

    /** @throws ConfigException if anything in any of the sources is wrong */
    public EffectiveConfig load(Surroundings here) {
        return load(here, new InstalledPolicies());
    }

    /**
     * For those who only want to reach the controller: which policy it has is no concern of theirs.
     *
     * @throws ConfigException if anything else in any of the sources is wrong
     */
    EffectiveConfig loadForClient(Surroundings here) {
        return load(here, PolicyRule.ANY);
    }

    private EffectiveConfig load(Surroundings here, PolicyRule policies) {
        ConfigSources sources = new ConfigSources(
                Map.of(),
                here.environment(),
                Optional.ofNullable(envFile),
                Optional.ofNullable(config),
                here.directory());
        return new ConfigLoader(policies, text).load(sources);
    }
}
