package dev.pluginlb.cli;

import dev.pluginlb.config.AdminSettings;
import dev.pluginlb.config.ConfigRow;
import dev.pluginlb.config.EffectiveConfig;
import java.nio.file.Path;
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

    @Option(
            names = "--admin-ca",
            paramLabel = "FILE",
            description = "the controller's certificate, or one that vouches for it, PEM, for an https URL"
                    + " (else PLUGINLB_ADMIN_CA, else the configuration, else what the system trusts)")
    @Nullable
    private Path certificates;

    @ArgGroup
    @Nullable
    private TokenOptions token;

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    AdminClient client(Surroundings here) {
        return new AdminClient(place(here), () -> token(here), Operator.of(here.environment()));
    }

    private Place place(Surroundings here) {
        Place place = where(here);
        return Optional.ofNullable(certificates)
                .or(() -> variable(here, "PLUGINLB_ADMIN_CA").map(Path::of))
                .map(file -> place.trusting(here.directory().resolve(file)))
                .orElse(place);
    }

    private Place where(Surroundings here) {
        return admin.map(url -> Place.of(url, "--admin"))
                .or(() -> variable(here, "PLUGINLB_ADMIN").map(url -> Place.of(url, "PLUGINLB_ADMIN")))
                .orElseGet(() -> configured(config.loadForClient(here), here.directory()));
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

    private static Place configured(EffectiveConfig config, Path directory) {
        String origin = config.rows().stream()
                .filter(row -> row.key().equals("admin.listen"))
                .map(ConfigRow::origin)
                .findFirst()
                .orElse("configuration");
        AdminSettings settings = config.settings().admin();
        Place place = Place.of(settings.url(), "admin.listen: " + origin);
        return settings.tls()
                .map(tls -> place.trusting(directory.resolve(tls.chain())))
                .orElse(place);
    }

    private static Optional<String> variable(Surroundings here, String name) {
        return Optional.ofNullable(here.environment().get(name)).filter(text -> !text.isEmpty());
    }
}
