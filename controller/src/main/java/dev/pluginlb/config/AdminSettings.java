package dev.pluginlb.config;

import dev.pluginlb.cluster.Address;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The admin API.
 *
 * @param listen a loopback address, or one of this machine that others reach; those only with {@code tls} and a token
 * @param token what a change must present; not together with {@code tokenFile}
 * @param tokenFile holds the token; see {@link Settings#adminTokenFile} for the default
 * @param tls by what clients know it; nothing is encrypted where it is empty
 */
public record AdminSettings(
        Address listen, Optional<Secret> token, Optional<Path> tokenFile, Optional<Certificate> tls) {

    static final String TOKEN_RULE = "empty when admin.token-file is set";
    static final String CERTIFICATE_RULE = "set together with admin.tls.key-file, or both empty";
    static final String KEY_RULE = "set together with admin.tls.cert-file, or both empty";
    static final String LISTEN_RULE = "a loopback address, such as 127.0.0.1:9320 or [::1]:9320; for another one"
            + " admin.tls.cert-file, admin.tls.key-file and admin.token or admin.token-file must be set";

    /**
     * A certificate and its private key.
     *
     * @param chain the certificate, then those that vouch for it, PEM
     * @param key PEM (PKCS#8), not encrypted
     */
    public record Certificate(Path chain, Path key) {

        /** Empty unless both are given. */
        static Optional<Certificate> of(Optional<Path> chain, Optional<Path> key) {
            return chain.flatMap(certificate -> key.map(secret -> new Certificate(certificate, secret)));
        }
    }

    /** @throws IllegalArgumentException if others reach the address without TLS or token, or the token is given twice */
    public AdminSettings {
        if (!mayListen(listen, token.isPresent() || tokenFile.isPresent(), tls.isPresent())) {
            throw ConfigError.refusal("admin.listen", listen, LISTEN_RULE);
        }
        if (!oneAtMost(token, tokenFile)) {
            throw ConfigError.refusal("admin.token", Secret.MASK, TOKEN_RULE);
        }
    }

    /** Whether others than this machine reach it; they must show the token for reading, too. */
    public boolean isOpenToOthers() {
        return !Listening.isLoopback(listen);
    }

    /** Where this machine itself reaches it, {@code https://127.0.0.1:9320}. */
    public String url() {
        return (tls.isPresent() ? "https://" : "http://") + Listening.reachable(listen);
    }

    static boolean mayListen(Address listen, boolean hasToken, boolean hasTls) {
        return Listening.isLoopback(listen) || (hasToken && hasTls);
    }

    static boolean oneAtMost(Optional<?> value, Optional<?> file) {
        return value.isEmpty() || file.isEmpty();
    }
}
