package dev.pluginlb.config;

import dev.pluginlb.config.ConfigFile.Named;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes one configuration of all its sources: command line before PLUGINLB_* before Dify's names before the file before
 * the defaults. Everything that is wrong in any of them is reported at once, also where a higher source would win.
 *
 * <p>Reads the files that are named and nothing else of the machine; the rule for policies may. For any thread.
 */
public final class ConfigLoader {

    private static final String CONFIG_KEY = "config";

    private final PolicyRule policies;
    private final ConfigText text;

    /** @param policies says which names {@code routing.policy} may have */
    public ConfigLoader(PolicyRule policies) {
        this(policies, new ConfigText());
    }

    /** @param text the same one for all loadings in a process */
    public ConfigLoader(PolicyRule policies, ConfigText text) {
        this.policies = policies;
        this.text = text;
    }

    /** @throws ConfigException if anything is wrong */
    public EffectiveConfig load(ConfigSources sources) {
        Problems problems = new Problems();
        Environment environment = Environment.of(sources, problems);
        Values values = new Values();
        Consumer<Given> lay = given -> values.lay(given, problems);
        Optional<Named> named = file(sources, environment);
        named.ifPresent(file ->
                ConfigFile.read(file, () -> text.of(sources.directory().resolve(file.name())), problems, lay));
        environment.forEach(lay);
        new TreeMap<>(sources.commandLine())
                .forEach((path, text) -> option(path, text, problems).ifPresent(lay));
        new CrossChecks(values, policies, problems).run();
        PasswordFile.resolve(values, sources.directory(), problems);
        Set<Path> files = files(sources, named, values);
        problems.raise(files);
        return new EffectiveConfig(SettingsTree.of(values), values.all(), files);
    }

    /** All that a configuration depends on, whether it exists or not: with any of these it may change. */
    private static Set<Path> files(ConfigSources sources, Optional<Named> named, Values values) {
        Path state = values.find(Keys.STATE_DIR).map(Resolved::value).orElse(Path.of(""));
        Stream<Optional<Path>> files = Stream.of(
                named.map(Named::name).or(() -> Optional.of(ConfigSources.DEFAULT_FILE)),
                sources.envFile(),
                values.find(Keys.REDIS_PASSWORD_FILE).flatMap(Resolved::value),
                values.find(Keys.TLS_CA_FILE).flatMap(Resolved::value),
                values.find(Keys.ADMIN_TLS_CERT).flatMap(Resolved::value),
                values.find(Keys.ADMIN_TLS_KEY).flatMap(Resolved::value),
                values.find(Keys.ADMIN_TOKEN_FILE)
                        .flatMap(Resolved::value)
                        .or(() -> Optional.of(state.resolve(Settings.TOKEN_FILE))));
        return files.flatMap(Optional::stream)
                .map(file -> sources.directory().resolve(file))
                .collect(Collectors.toSet());
    }

    private static Optional<Named> file(ConfigSources sources, Environment environment) {
        return sources.configFile()
                .map(file -> new Named(CONFIG_KEY, file))
                .or(() -> environment.configFile().map(file -> new Named(ConfigSources.CONFIG_NAME, file)))
                .or(() -> defaultFile(sources));
    }

    private static Optional<Named> defaultFile(ConfigSources sources) {
        return Files.exists(sources.directory().resolve(ConfigSources.DEFAULT_FILE))
                ? Optional.of(new Named(CONFIG_KEY, ConfigSources.DEFAULT_FILE))
                : Optional.empty();
    }

    private static Optional<Given> option(String path, String text, Problems problems) {
        Optional<Key<?>> key = Keys.find(path);
        if (key.isEmpty()) {
            Given.unknown(path, Origin.COMMAND_LINE, problems);
        }
        return key.flatMap(known -> Given.ofText(known, text, Origin.COMMAND_LINE, problems));
    }
}
