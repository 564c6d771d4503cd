package dev.pluginlb.cli;

import dev.pluginlb.config.ConfigRow;
import dev.pluginlb.config.EffectiveConfig;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How a client command finds the controller and its token. Looks no further than needed: with {@code --admin} and a
 * token the configuration is not even read.
 */
final class ClientOptions {

    @Option(
            names = "--admin",
            paramLabel = "URL",
            description = "the controller's admin API (else PLUGINLB_ADMIN, else the configuration)")
    private Optional<String> admin = Optional.empty();

    @ArgGroup
    @Nullable
    private TokenOptions token;

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    AdminClient client(Surroundings here) {
        return new AdminClient(place(here), () -> token(here), Operator.of(here.environment()));
    }

    private Place place(Surroundings here) {
        return admin.map(url -> Place.of(url, "--admin"))
                .or(() -> variable(here, "PLUGINLB_ADMIN").map(url -> Place.of(url, "PLUGINLB_ADMIN")))
                .orElseGet(() -> configured(config.loadForClient(here)));
    }

    private Token token(Surroundings here) {
        if (token != null && token.token != null) {
            return Token.of(token.token, "--token");
        }
        if (token != null && token.file != null) {
            return Token.ofFile(here.directory().resolve(token.file));
        }
        return variable(here, "PLUGINLB_TOKEN")
                .map(text -> Token.of(text, "PLUGINLB_TOKEN"))
                .orElseGet(() -> Token.of(config.loadForClient(here).settings(), here.directory()));
    }

    private static Place configured(EffectiveConfig config) {
        String origin = config.rows().stream()
                .filter(row -> row.key().equals("admin.listen"))
                .map(ConfigRow::origin)
                .findFirst()
                .orElse("configuration");
        return Place.of("http://" + config.settings().admin().listen(), "admin.listen: " + origin);
    }

    private static Optional<String> variable(Surroundings here, String name) {
        return Optional.ofNullable(here.environment().get(name)).filter(text -> !text.isEmpty());
    }
}
