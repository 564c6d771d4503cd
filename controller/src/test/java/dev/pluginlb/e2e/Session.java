package dev.pluginlb.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A TCP session with an {@link EchoServer}, through whatever is in between. */
final class Session implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader lines;
    private final Optional<String> server;

    private Session(String listen) throws IOException {
        String[] place = listen.split(":", 2);
        socket = new Socket(place[0], Integer.parseInt(place[1]));
        socket.setSoTimeout((int) Cluster.DEADLINE.toMillis());
        lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        server = line();
    }

    static Session open(String listen) {
        try {
            return new Session(listen);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Which server took it; empty when it was closed instead. */
    Optional<Integer> server() {
        return server.map(Integer::valueOf);
    }

    /** What comes back for a word. */
    Optional<String> says(String word) {
        try {
            socket.getOutputStream().write((word + "\n").getBytes(StandardCharsets.UTF_8));
            return line();
        } catch (IOException cut) {
            return Optional.empty();
        }
    }

    private Optional<String> line() {
        try {
            return Optional.ofNullable(lines.readLine());
        } catch (IOException cut) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
