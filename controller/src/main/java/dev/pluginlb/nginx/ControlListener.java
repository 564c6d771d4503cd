package dev.pluginlb.nginx;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.render.NginxState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Transport;

/**
 * The listener on which the running Nginx says which config it serves. Every question goes over a fresh connection,
 * because an old one may still belong to an old worker. Thread-safe.
 *
 * @param listen {@code unix:/path} or {@code ip:port}
 * @param key by which Nginx knows that it is we who tell it what to choose by; empty where nothing is told
 */
public record ControlListener(String listen, HttpClient client, String key) {

    private static final String UNIX = "unix:";
    private static final Pattern VERSION = Pattern.compile("[0-9a-f]{16}");
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /**
     * What the running Nginx answered.
     *
     * @param version the version of the config it serves
     * @param worker the process that answered
     * @param state the version of the state it chooses by; empty when it is none of the Lua driver, or has none
     */
    public record Live(String version, long worker, Optional<String> state) {}

    /** One that is only asked. */
    public ControlListener(String listen, HttpClient client) {
        this(listen, client, "");
    }

    /** Empty when nothing answers there, or something else than a pluginlb config does. */
    public Optional<Live> ask() {
        try {
            ContentResponse response = request("/pluginlb/version").send();
            return response.getStatus() == 200 ? live(response) : Optional.empty();
        } catch (ExecutionException | TimeoutException | NumberFormatException nobody) {
            return Optional.empty();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** How much each node has in flight, over all workers, as the Lua driver counts it; empty where nobody counts. */
    public Optional<Map<Address, Integer>> inFlight() {
        try {
            ContentResponse response = request("/pluginlb/nodes").send();
            return response.getStatus() == 200
                    ? Optional.of(response.getContentAsString()
                            .lines()
                            .map(line -> line.split(" ", -1))
                            .collect(Collectors.toMap(
                                    words -> Address.parse(words[0]), words -> Integer.parseInt(words[1]), Math::max)))
                    : Optional.empty();
        } catch (ExecutionException | TimeoutException | IllegalArgumentException | IndexOutOfBoundsException nobody) {
            return Optional.empty();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /**
     * Tells the Lua driver's Nginx what to choose by; it is in effect in all workers when this returns true.
     *
     * @return the version that Nginx says it took over, or why not, in its own words
     */
    public Told tell(NginxState state) {
        try {
            ContentResponse response = request("/pluginlb/state")
                    .method(HttpMethod.PUT)
                    .headers(headers -> headers.put(HttpHeader.AUTHORIZATION, "Bearer " + key))
                    .body(new StringRequestContent("text/plain", state.text(), StandardCharsets.UTF_8))
                    .send();
            if (response.getStatus() == 404) {
                return new Told(false, "the live config takes no state: it is of the reload driver");
            }
            String words = response.getContentAsString().strip();
            return new Told(response.getStatus() == 200 && words.equals(state.version()), words);
        } catch (ExecutionException | TimeoutException nobody) {
            return new Told(false, "nobody answers at " + listen);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new Told(false, "interrupted");
        }
    }

    /** What became of telling a state; the words are Nginx's. */
    public record Told(boolean inEffect, String words) {}

    /**
     * Takes away a socket file that a killed Nginx left behind: the next one could not start with it there. One younger
     * than five seconds stays, for an Nginx may be about to listen on it.
     */
    public void removeStaleSocket(Instant now) throws IOException {
        if (!listen.startsWith(UNIX)) {
            return;
        }
        UnixSocket.removeStale(Path.of(listen.substring(UNIX.length())), now);
    }

    private Request request(String path) {
        Request request = listen.startsWith(UNIX)
                ? client.newRequest("http://localhost" + path)
                        .transport(new Transport.TCPUnix(Path.of(listen.substring(UNIX.length()))))
                : client.newRequest("http://" + listen + path);
        return request.timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .headers(headers -> headers.put(HttpHeader.CONNECTION, "close"));
    }

    private static Optional<Live> live(ContentResponse response) {
        String version = response.getContentAsString().strip();
        String worker = response.getHeaders().get("X-Pluginlb-Worker");
        Optional<String> state = Optional.ofNullable(response.getHeaders().get("X-Pluginlb-State"))
                .filter(told -> VERSION.matcher(told).matches());
        return VERSION.matcher(version).matches()
                ? Optional.of(new Live(version, worker == null ? 0 : Long.parseLong(worker), state))
                : Optional.empty();
    }
}
