package dev.pluginlb.chaos;

import dev.pluginlb.testing.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where nodes live one after the other; some are reached through a wire that can be cut. */
final class Place implements AutoCloseable {

    private final Path folder;
    private final int port;
    private final int redisPort;
    private final Optional<Wire> wire;
    private final List<Life> lives = new ArrayList<>();

    Place(Path folder, int port, int redisPort, Optional<Wire> wire) {
        this.folder = folder;
        this.port = port;
        this.redisPort = redisPort;
        this.wire = wire;
    }

    /** A new life with the right time, unless another fault of the same round has begun one here already. */
    void begin() throws IOException {
        if (lives.isEmpty() || !isAlive()) {
            begin(0);
        }
    }

    void begin(int hoursAhead) throws IOException {
        Path ran = folder.resolve("ran-%d-%d".formatted(port, lives.size()));
        lives.add(Life.begin(folder, ran, port, redisPort, hoursAhead));
        if (wire.isPresent()) {
            wire.get().accept();
        }
    }

    /** SIGKILL. */
    void kill() throws IOException {
        if (wire.isPresent()) {
            wire.get().refuse();
        }
        node().process().kill();
    }

    boolean isAlive() {
        return node().process().process().isAlive();
    }

    Life node() {
        return lives.get(lives.size() - 1);
    }

    List<Life> lives() {
        return List.copyOf(lives);
    }

    boolean isDirect() {
        return wire.isEmpty();
    }

    boolean isWired() {
        return wire.isPresent();
    }

    Wire wire() {
        return wire.orElseThrow();
    }

    /** On which its nodes listen. */
    int port() {
        return port;
    }

    /** By which the front knows it. */
    String address() {
        return "127.0.0.1:" + wire.map(Wire::port).orElse(port);
    }

    @Override
    public void close() {
        if (!lives.isEmpty()) {
            node().process().kill();
        }
        wire.ifPresent(Wire::close);
    }
}
