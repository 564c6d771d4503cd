package dev.pluginlb.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * A listener of Nginx, as its clients use it. Connections are kept alive as far as the other side wants that.
 *
 * @param listen {@code ip:port}
 */
record Door(String listen) {

    static final String TENANT = "/plugin/00000000-0000-0000-0000-000000000000";
    static final String SHORT = TENANT + "/dispatch/text_embedding/invoke";
    static final String LONG = TENANT + "/dispatch/llm/invoke";
    static final String PLUGIN = "langgenius/openai";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    URI uri() {
        return URI.create("http://" + listen);
    }

    /** A short dispatch call; every call has an id of its own. */
    Answer call(String... headers) {
        return post(SHORT, headers);
    }

    Answer post(String path, String... headers) {
        return send("POST", path, BodyPublishers.ofString("{\"data\":{}}"), headers);
    }

    Answer get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    /** @throws UncheckedIOException if no whole answer came */
    Answer send(String method, String path, BodyPublisher body, String... headers) {
        try {
            return Answer.of(CLIENT.send(request(method, path, body, headers), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + listen + path, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Fails with an IOException when the answer is cut. */
    CompletableFuture<Answer> begin(String path, String... headers) {
        return CLIENT.sendAsync(request("POST", path, BodyPublishers.ofString("{}"), headers), BodyHandlers.ofString())
                .thenApply(Answer::of);
    }

    /** Sends exactly these lines and returns all that comes back, for what no proper client would send. */
    String raw(String... lines) {
        String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
        String[] place = listen.split(":", 2);
        try (Socket socket = new Socket(place[0], Integer.parseInt(place[1]))) {
            socket.setSoTimeout((int) Cluster.DEADLINE.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(request, e);
        }
    }

    HttpRequest request(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri().resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("X-Request-Id", UUID.randomUUID().toString())
                .header("X-Plugin-ID", PLUGIN)
                .method(method, body);
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request.build();
    }
}
