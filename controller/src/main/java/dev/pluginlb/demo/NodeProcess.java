package dev.pluginlb.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A stand-in in a process of its own.
 *
 * @param log where it says its id and place once it listens
 */
record NodeProcess(OwnProcess own, Path log) implements AutoCloseable {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Empty until it listens. */
    Optional<String> nodeId() {
        return said().map(words -> words[1]);
    }

    /** @throws IllegalStateException until it listens */
    int port() {
        return said().map(words -> URI.create(words[2]).getPort())
                .orElseThrow(() -> new IllegalStateException("stand-in: no port (expected: once it listens)"));
    }

    String address() {
        return "127.0.0.1:" + port();
    }

    long pid() {
        return own.process().pid();
    }

    private Optional<String[]> said() {
        try {
            return Files.readAllLines(log).stream()
                    .filter(line -> line.matches("stand-in \\S+ http://\\S+"))
                    .map(line -> line.split(" ", 3))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Flips one of its switches, for instance {@code answers/freeze}. */
    void tell(String wish) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address() + "/stand-in/" + wish))
                .timeout(Duration.ofSeconds(5))
                .POST(BodyPublishers.noBody())
                .build();
        int status = CLIENT.send(request, BodyHandlers.discarding()).statusCode();
        if (status != 200) {
            throw new IOException(wish + ": HTTP " + status);
        }
    }

    /** SIGKILL; it is gone when this returns. */
    void kill() {
        own.process().destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        own.close();
    }
}
