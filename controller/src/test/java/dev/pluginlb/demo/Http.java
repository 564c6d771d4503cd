package dev.pluginlb.demo;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Requests as a test writes them. */
final class Http {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Http() {}

    static HttpResponse<String> get(StandInDaemon daemon, String path, String... headers) {
        return send(daemon, "GET", path, headers);
    }

    static HttpResponse<String> post(StandInDaemon daemon, String path, String... headers) {
        return send(daemon, "POST", path, headers);
    }

    static HttpResponse<String> send(StandInDaemon daemon, String method, String path, String... headers) {
        try {
            return CLIENT.send(request(daemon, method, path, headers), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static HttpRequest request(StandInDaemon daemon, String method, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(daemon.uri().resolve(path))
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.ofString(method.equals("POST") ? "{\"data\":{}}" : ""));
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }

    static HttpClient client() {
        return CLIENT;
    }
}
