package dev.pluginlb.config;

import dev.pluginlb.cluster.Address;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The admin API.
 *
 * @param listen a loopback address
 * @param token what a change must present; not together with {@code tokenFile}
 * @param tokenFile holds the token; see {@link Settings#adminTokenFile} for the default
 */
public record AdminSettings(Address listen, Optional<Secret> token, Optional<Path> tokenFile) {

    static final String TOKEN_RULE = "empty when admin.token-file is set";

    /** @throws IllegalArgumentException if the address is not loopback, or both a token and its file are given */
    public AdminSettings {
        if (!Listening.isLoopback(listen)) {
            throw ConfigError.refusal("admin.listen", listen, Shapes.LOOPBACK_LISTEN.rule());
        }
        if (!oneAtMost(token, tokenFile)) {
            throw ConfigError.refusal("admin.token", Secret.MASK, TOKEN_RULE);
        }
    }

    static boolean oneAtMost(Optional<?> value, Optional<?> file) {
        return value.isEmpty() || file.isEmpty();
    }
}
