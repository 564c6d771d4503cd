package dev.pluginlb.admin;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.config.ConfigRow;
import dev.pluginlb.config.Secret;
import dev.pluginlb.testing.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** An admin server that really listens, its clock 90 seconds after the controller's start, and a client for it. */
public final class Running implements AutoCloseable {

    public static final String TOKEN = "correct-horse";

    public final SettableController controller = new SettableController();

    private volatile ConfigInEffect config = new ConfigInEffect(
            AdminToken.of(new Secret(TOKEN)), List.of(new ConfigRow("redis.password", "******", "env REDIS_PASSWORD")));
    private final HttpClient http = HttpClient.newHttpClient();
    private final String scheme;
    private final int port;
    private volatile Instant now = SettableController.STARTED.plus(Duration.ofSeconds(90));
    private AdminServer server;

    public Running() {
        this(() -> Door.onAnyPort(Optional.empty()), "http");
    }

    private Running(Callable<Door> door, String scheme) {
        this.scheme = scheme;
        start(door);
        port = server.port();
    }

    /** One that other machines reach, too. */
    public static Running openToOthers(Path certificate, Path key) {
        return new Running(
                () -> Door.at(new Address("0.0.0.0", Ports.free()), Optional.of(Encryption.of(certificate, key))),
                "https");
    }

    /** So much time passes, for the server. */
    public void later(Duration time) {
        now = now.plus(time);
    }

    private void start(Callable<Door> door) {
        try {
            server = new AdminServer(controller, door.call(), () -> config, () -> now);
            server.start();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Another configuration is in effect. */
    void config(ConfigInEffect now) {
        config = now;
    }

    ConfigInEffect config() {
        return config;
    }

    /** Nobody listens any more. */
    public void stop() {
        server.close();
    }

    /** At the same place, with the same controller behind it. */
    public void startAgain() {
        start(() -> Door.at(new Address("127.0.0.1", port), Optional.empty()));
    }

    public int port() {
        return port;
    }

    Set<String> routes() {
        return server.routes();
    }

    public String url() {
        return scheme + "://127.0.0.1:" + port();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofSeconds(20));
    }

    public HttpResponse<String> get(String path) {
        return send(request(path));
    }

    HttpResponse<String> change(String method, String path) {
        return change(method, path, BodyPublishers.noBody());
    }

    HttpResponse<String> change(String method, String path, BodyPublisher body) {
        return send(request(path).method(method, body).header("Authorization", "Bearer " + TOKEN));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
