package dev.pluginlb.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * A network between two parts, on loopback. It can be cut as a real one is, for all connections or those that begin in some
 * way: nothing is closed, nothing gets through, and what was under way arrives when it heals, be its sender long tired of
 * waiting. It can be slow. And it can refuse
 * as the part behind it would that is not there.
 */
public final class Wire implements AutoCloseable {

    private static final int CHUNK = 1 << 16;
    private static final int BACKLOG = 1000;

    private final int to;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private ServerSocket front;
    private Predicate<String> cut = beginning -> false;
    private List<String> trap = List.of();
    private CompletableFuture<Instant> sprung = new CompletableFuture<>();
    private volatile Duration delay = Duration.ZERO;

    private Wire(int to) throws IOException {
        this.to = to;
        this.front = listen(0);
    }

    /** To a port of loopback. */
    public static Wire to(int port) {
        try {
            return new Wire(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public synchronized int port() {
        return front.getLocalPort();
    }

    public void cut() {
        cut(beginning -> true);
    }

    /** Only the connections whose first bytes are such. */
    public synchronized void cut(Predicate<String> which) {
        cut = which;
    }

    /** Cuts all at the worst moment, when something with these words is on it: completes then. */
    public synchronized CompletableFuture<Instant> cutAt(String... words) {
        trap = List.of(words);
        sprung = new CompletableFuture<>();
        return sprung;
    }

    public void slow(Duration each) {
        delay = each;
    }

    public synchronized void heal() {
        delay = Duration.ZERO;
        trap = List.of();
        cut = beginning -> false;
        notifyAll();
    }

    /** To be called before the part behind it goes, since a connection that is taken and then closed is another thing. */
    public synchronized void refuse() throws IOException {
        front.close();
    }

    /** Ends {@link #refuse}. */
    public synchronized void accept() throws IOException {
        if (front.isClosed()) {
            front = listen(front.getLocalPort());
        }
    }

    @Override
    public synchronized void close() {
        try {
            front.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        Background.run(() -> take(socket));
        return socket;
    }

    private void take(ServerSocket socket) throws IOException {
        while (true) {
            Socket client = socket.accept();
            Background.run(() -> join(client));
        }
    }

    private void join(Socket client) throws IOException, InterruptedException {
        try (client) {
            register(client);
            byte[] first = new byte[CHUNK];
            int length = client.getInputStream().read(first);
            if (length > 0) {
                connect(client, first, length);
            }
        } finally {
            open.remove(client);
        }
    }

    private void connect(Socket client, byte[] first, int length) throws IOException, InterruptedException {
        String beginning = new String(first, 0, length, StandardCharsets.ISO_8859_1);
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), to)) {
            register(server);
            Background.run(() -> forward(server, client, beginning));
            pass(first, length, server, beginning);
            forward(client, server, beginning);
        }
    }

    private void register(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        open.add(socket);
    }

    private void forward(Socket from, Socket to, String beginning) throws IOException, InterruptedException {
        byte[] chunk = new byte[CHUNK];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            for (int length = in.read(chunk); length > 0; length = in.read(chunk)) {
                pass(chunk, length, to, beginning);
            }
            // The end of a connection does not get through a cut either.
            awaitPassage(beginning);
        } finally {
            open.remove(from);
        }
    }

    private void pass(byte[] chunk, int length, Socket to, String beginning) throws IOException, InterruptedException {
        LockSupport.parkNanos(delay.toNanos());
        spring(new String(chunk, 0, length, StandardCharsets.ISO_8859_1));
        awaitPassage(beginning);
        OutputStream out = to.getOutputStream();
        out.write(chunk, 0, length);
    }

    private synchronized void spring(String text) {
        if (!trap.isEmpty() && trap.stream().allMatch(text::contains)) {
            trap = List.of();
            cut();
            sprung.complete(Instant.now());
        }
    }

    private synchronized void awaitPassage(String beginning) throws InterruptedException {
        while (cut.test(beginning)) {
            wait();
        }
    }
}
