package dev.pluginlb.e2e;

import dev.pluginlb.testing.RedisServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One controller's wire to Redis, which can be cut as a network is: nothing is closed, nothing gets through, and what was
 * under way arrives when it heals, be its sender long tired of waiting.
 */
final class Relay implements AutoCloseable {

    private static final int CHUNK = 1 << 16;

    private final ServerSocket front;
    private final RedisServer redis;
    private boolean cut;
    private List<String> trap = List.of();
    private CompletableFuture<Instant> sprung = new CompletableFuture<>();

    private Relay(RedisServer redis) throws IOException {
        this.redis = redis;
        this.front = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    static Relay to(RedisServer redis) {
        try {
            Relay relay = new Relay(redis);
            background(relay::accept);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return front.getLocalPort();
    }

    /** Cuts at the worst moment, when a request with these words is on the wire: completes then. */
    synchronized CompletableFuture<Instant> cutAt(String... words) {
        trap = List.of(words);
        sprung = new CompletableFuture<>();
        return sprung;
    }

    synchronized void heal() {
        trap = List.of();
        cut = false;
        notifyAll();
    }

    @Override
    public void close() {
        try {
            front.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() throws IOException, InterruptedException {
        while (true) {
            Socket client = front.accept();
            Socket server = new Socket(redis.host(), redis.port());
            background(() -> forward(client, server));
            background(() -> forward(server, client));
        }
    }

    private void forward(Socket from, Socket to) throws IOException, InterruptedException {
        byte[] chunk = new byte[CHUNK];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(chunk); length > 0; length = in.read(chunk)) {
                awaitPassage(new String(chunk, 0, length, StandardCharsets.ISO_8859_1));
                out.write(chunk, 0, length);
            }
        }
    }

    private synchronized void awaitPassage(String text) throws InterruptedException {
        if (!trap.isEmpty() && trap.stream().allMatch(text::contains)) {
            trap = List.of();
            cut = true;
            sprung.complete(Instant.now());
        }
        while (cut) {
            wait();
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    /** A connection ends when either side ends it: so does its thread. */
    private static void background(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException | InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
