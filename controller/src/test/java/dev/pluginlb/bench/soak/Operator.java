package dev.pluginlb.bench.soak;

import dev.pluginlb.bench.scale.Controller;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Whoever uses the admin API: asks for reloads, drains nodes, looks at the dashboard. */
final class Operator {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Controller controller;
    private final String token;
    private final HttpClient http = HttpClient.newHttpClient();

    Operator(Controller controller) throws IOException {
        this.controller = controller;
        this.token = controller.token();
    }

    /** Returns when the config is proven live again. */
    void reload() throws IOException, InterruptedException {
        change("POST", "/api/v1/reload");
    }

    /** Drains the node at that address and undoes it. */
    void drainAndBack(String address) throws IOException, InterruptedException {
        change("PUT", "/api/v1/nodes/" + address + "/drain");
        change("DELETE", "/api/v1/nodes/" + address + "/drain");
    }

    /** Follows the events and hangs up at once, as a page that is closed does. */
    void look() throws IOException, InterruptedException {
        try (InputStream events = http.send(to("/api/v1/events").build(), BodyHandlers.ofInputStream())
                .body()) {
            if (events.read() < 0) {
                throw new IOException("events: ended at once");
            }
        }
    }

    private void change(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = to(path + "?wait=10s")
                .header("Authorization", "Bearer " + token)
                .method(method, BodyPublishers.noBody())
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(controller.admin() + path)).timeout(PATIENCE);
    }
}
