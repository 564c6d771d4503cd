package dev.pluginlb.demo;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One request and its answer. Steps of an answer come one after the other, on whichever thread; {@link #close} may come
 * from any, runs what was left to do exactly once, and is safe to repeat.
 */
final class Call {

    static final String JSON = "application/json; charset=utf-8";

    private final HttpExchange exchange;
    private final List<Runnable> atEnd = new ArrayList<>();
    private final List<Runnable> afterEnd = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final long bodySize;
    private boolean streaming;

    /** Reads the body to its end, so that the connection can be used again. */
    Call(HttpExchange exchange, String nodeId) throws IOException {
        this.exchange = exchange;
        try (InputStream body = exchange.getRequestBody()) {
            bodySize = body.transferTo(OutputStream.nullOutputStream());
        }
        exchange.getResponseHeaders().set("X-Stand-In-Node", nodeId);
        exchange.getResponseHeaders()
                .set(
                        "X-Stand-In-Port",
                        Integer.toString(exchange.getLocalAddress().getPort()));
    }

    String method() {
        return exchange.getRequestMethod();
    }

    String path() {
        return exchange.getRequestURI().getRawPath();
    }

    Optional<String> query() {
        return Optional.ofNullable(exchange.getRequestURI().getRawQuery());
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).filter(value -> !value.isEmpty());
    }

    Headers headers() {
        return exchange.getRequestHeaders();
    }

    long bodySize() {
        return bodySize;
    }

    Optional<String> requestId() {
        return header("X-Request-Id");
    }

    boolean fromLoopback() {
        return exchange.getRemoteAddress().getAddress().isLoopbackAddress();
    }

    /** Runs before the client can see the end, so that it finds the counts as the end leaves them. */
    void atEnd(Runnable step) {
        atEnd.add(step);
    }

    /** For a step that would cut the answer off: it runs when the whole answer is on its way. */
    void afterEnd(Runnable step) {
        afterEnd.add(step);
    }

    void json(int status, Object body) throws IOException {
        send(status, JSON, Json.write(body));
    }

    /** The daemon's redirect of a path that only lacks, or has too much, the last slash. */
    void redirect(String location) throws IOException {
        exchange.getResponseHeaders().set("Location", location);
        boolean get = method().equals("GET");
        send(
                get ? 301 : 307,
                "text/html; charset=utf-8",
                get ? "<a href=\"" + location + "\">Moved Permanently</a>.\n\n" : "");
    }

    void send(int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        boolean bodiless = method().equals("HEAD") || bytes.length == 0;
        exchange.sendResponseHeaders(status, bodiless ? -1 : bytes.length);
        if (!bodiless) {
            exchange.getResponseBody().write(bytes);
        }
        close();
    }

    /** One SSE item; the head of the answer goes out with the first, not before. */
    void item(Object data) throws IOException {
        if (!streaming) {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            streaming = true;
        }
        OutputStream body = exchange.getResponseBody();
        body.write(("data: " + Json.write(data) + "\n\n").getBytes(StandardCharsets.UTF_8));
        body.flush();
    }

    /** Ends the answer; one that was never begun or is incomplete costs the client its connection. */
    void close() {
        if (closed.compareAndSet(false, true)) {
            atEnd.forEach(Runnable::run);
            exchange.close();
            afterEnd.forEach(Runnable::run);
        }
    }
}
