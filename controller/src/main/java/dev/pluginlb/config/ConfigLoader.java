package dev.pluginlb.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes one configuration of all its sources: command line before PLUGINLB_* before Dify's names before the file before
 * the defaults. Everything that is wrong in any of them is reported at once, also where a higher source would win.
 *
 * <p>Reads the files that are named and nothing else of the machine. Immutable, for any thread.
 */
public final class ConfigLoader {

    private static final String CONFIG_KEY = "config";

    private final Set<String> policies;

    /** @param policies the names that {@code routing.policy} may have */
    public ConfigLoader(Set<String> policies) {
        this.policies = Set.copyOf(policies);
    }

    /** @throws ConfigException if anything is wrong */
    public EffectiveConfig load(ConfigSources sources) {
        Problems problems = new Problems();
        Environment environment = Environment.of(sources, problems);
        Values values = new Values();
        file(sources, environment, problems).forEach(given -> values.lay(given, problems));
        environment.givens().forEach(given -> values.lay(given, problems));
        commandLine(sources, problems).forEach(given -> values.lay(given, problems));
        new CrossChecks(values, policies, problems).run();
        PasswordFile.resolve(values, sources.directory(), problems);
        problems.raise();
        return new EffectiveConfig(SettingsTree.of(values), values.rows());
    }

    private static List<Given> file(ConfigSources sources, Environment environment, Problems problems) {
        if (sources.configFile().isPresent()) {
            return read(CONFIG_KEY, sources.configFile().get(), sources, problems);
        }
        Optional<Path> named = environment.configFile();
        if (named.isPresent()) {
            return read(ConfigSources.CONFIG_NAME, named.get(), sources, problems);
        }
        boolean there = Files.exists(sources.directory().resolve(ConfigSources.DEFAULT_FILE));
        return there ? read(CONFIG_KEY, ConfigSources.DEFAULT_FILE, sources, problems) : List.of();
    }

    private static List<Given> read(String key, Path name, ConfigSources sources, Problems problems) {
        return ConfigFile.read(key, name, sources.directory().resolve(name), problems);
    }

    private static List<Given> commandLine(ConfigSources sources, Problems problems) {
        return new TreeMap<>(sources.commandLine())
                .entrySet().stream()
                        .flatMap(entry -> option(entry.getKey(), entry.getValue(), problems).stream())
                        .toList();
    }

    private static Optional<Given> option(String path, String text, Problems problems) {
        Optional<Key<?>> key = Keys.find(path);
        if (key.isEmpty()) {
            Given.unknown(path, Origin.COMMAND_LINE, problems);
        }
        return key.flatMap(known -> Given.ofText(known, text, Origin.COMMAND_LINE, problems));
    }
}
