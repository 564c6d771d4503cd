package dev.pluginlb.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether and how the connection to Redis is encrypted.
 *
 * @param caFile the certificates to trust, PEM; empty for the system's
 */
public record TlsSettings(boolean enabled, Verify verify, Optional<Path> caFile) {

    /** Whether the server's certificate and name must be right; {@code NONE} lets anybody listen in. */
    public enum Verify {
        REQUIRED,
        NONE
    }
}
