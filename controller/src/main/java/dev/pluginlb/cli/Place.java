package dev.pluginlb.cli;

import dev.pluginlb.exchange.Conversation;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Set;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Where the controller is looked for.
 *
 * @param uri without a slash at its end
 * @param origin who said so, for the message when it is not there
 */
record Place(URI uri, String origin) {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final Set<String> SCHEMES = Set.of("http", "https");

    /** @throws CommandFailedException if the text is no such URL */
    static Place of(String url, String origin) {
        try {
            URI uri = URI.create(url.replaceAll("/+$", ""));
            if (uri.getScheme() != null && SCHEMES.contains(uri.getScheme()) && hasOnlyPlace(uri)) {
                return new Place(uri, origin);
            }
        } catch (IllegalArgumentException e) {
            throw refused(url, origin);
        }
        throw refused(url, origin);
    }

    /** Looks the name up; one that is not found is told when it is connected to. */
    SocketAddress socket() {
        String host = uri.getHost().replaceAll("[\\[\\]]", "");
        int usual = isEncrypted() ? HTTPS : HTTP;
        return new InetSocketAddress(host, uri.getPort() < 0 ? usual : uri.getPort());
    }

    /** As a field {@code Host} says it. */
    String host() {
        return uri.getRawAuthority();
    }

    /** What stands before every path; mostly nothing. */
    String path() {
        return uri.getRawPath();
    }

    /** TLS where the controller is reached through somebody who ends it: its own listener speaks none. */
    Conversation.Wire wire() {
        return isEncrypted() ? this::encrypted : plain -> plain;
    }

    private boolean isEncrypted() {
        return "https".equals(uri.getScheme());
    }

    private Socket encrypted(Socket plain) throws IOException {
        SSLSocketFactory sockets = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket socket = (SSLSocket) sockets.createSocket(plain, uri.getHost(), plain.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
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
