package dev.pluginlb.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Where the controller is looked for.
 *
 * @param uri without a slash at its end
 * @param origin who said so, for the message when it is not there
 * @param trusted the file with the certificates by which it is known; empty for those that the system trusts
 */
record Place(URI uri, String origin, Optional<Path> trusted) {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    /** @throws CommandFailedException if the text is no such URL */
    static Place of(String url, String origin) {
        try {
            URI uri = URI.create(url.replaceAll("/+$", ""));
            if (uri.getScheme() != null && SCHEMES.contains(uri.getScheme()) && hasOnlyPlace(uri)) {
                return new Place(uri, origin, Optional.empty());
            }
        } catch (IllegalArgumentException e) {
            throw refused(url, origin);
        }
        throw refused(url, origin);
    }

    /** Known by the certificates in this file. */
    Place trusting(Path certificates) {
        return new Place(uri, origin, Optional.of(certificates));
    }

    URI resolve(String path) {
        return URI.create(uri + path);
    }

    /** Whether the controller is reached over TLS, its own or that of a proxy before it. */
    boolean isEncrypted() {
        return "https".equals(uri.getScheme());
    }

    private static boolean hasOnlyPlace(URI uri) {
        return uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
    }

    private static CommandFailedException refused(String url, String origin) {
        return new CommandFailedException(
                ExitCode.USAGE, origin + ": " + url + " (expected: a URL such as http://127.0.0.1:9320)");
    }

    @Override
    public String toString() {
        return uri + " (" + origin + ")";
    }
}
