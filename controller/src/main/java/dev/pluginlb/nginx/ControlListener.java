package dev.pluginlb.nginx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Transport;

/**
 * The listener on which the running Nginx says which config it serves. Every question goes over a fresh connection,
 * because an old one may still belong to an old worker. Thread-safe.
 *
 * @param listen {@code unix:/path} or {@code ip:port}
 */
public record ControlListener(String listen, HttpClient client) {

    private static final String UNIX = "unix:";
    private static final Pattern VERSION = Pattern.compile("[0-9a-f]{16}");
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration STALE = Duration.ofSeconds(5);

    /**
     * What the running Nginx answered.
     *
     * @param version the version of the config it serves
     * @param worker the process that answered
     */
    public record Live(String version, long worker) {}

    /** Empty when nothing answers there, or something else than a pluginlb config does. */
    public Optional<Live> ask() {
        try {
            ContentResponse response = request().send();
            return response.getStatus() == 200 ? live(response) : Optional.empty();
        } catch (ExecutionException | TimeoutException | NumberFormatException nobody) {
            return Optional.empty();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /**
     * Takes away a socket file that a killed Nginx left behind: the next one could not start with it there. One younger
     * than five seconds stays, for an Nginx may be about to listen on it.
     */
    public void removeStaleSocket(Instant now) throws IOException {
        if (!listen.startsWith(UNIX)) {
            return;
        }
        Path socket = Path.of(listen.substring(UNIX.length()));
        if (Files.exists(socket)
                && Files.getLastModifiedTime(socket).toInstant().plus(STALE).isBefore(now)
                && UnixSocket.refuses(socket)) {
            Files.deleteIfExists(socket);
        }
    }

    private Request request() {
        Request request = listen.startsWith(UNIX)
                ? client.newRequest("http://localhost/pluginlb/version")
                        .transport(new Transport.TCPUnix(Path.of(listen.substring(UNIX.length()))))
                : client.newRequest("http://" + listen + "/pluginlb/version");
        return request.timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .headers(headers -> headers.put(HttpHeader.CONNECTION, "close"));
    }

    private static Optional<Live> live(ContentResponse response) {
        String version = response.getContentAsString().strip();
        String worker = response.getHeaders().get("X-Pluginlb-Worker");
        return VERSION.matcher(version).matches()
                ? Optional.of(new Live(version, worker == null ? 0 : Long.parseLong(worker)))
                : Optional.empty();
    }
}
