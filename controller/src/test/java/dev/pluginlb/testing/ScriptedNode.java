package dev.pluginlb.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A node that does with a request what the test says, or what the request's header {@code X-Do} says: {@code answer} it
 * with its own address, {@code stay} until {@link #release}, {@code stream} likewise, but with the beginning of the answer
 * at once, {@code cut} the answer in its middle, {@code drop} the connection without one, or a status.
 */
public final class ScriptedNode implements AutoCloseable {

    private static final int LENGTH = 1000;
    private static final int BACKLOG = 1000;

    private final InetSocketAddress place;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger inside = new AtomicInteger();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final List<Integer> bodies = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition mayGo = lock.newCondition();
    private int released;
    private HttpServer server;
    private volatile String usually = "answer";

    private ScriptedNode(InetAddress address) {
        place = new InetSocketAddress(address, Ports.free());
        server = open();
    }

    public static ScriptedNode start() {
        return new ScriptedNode(InetAddress.getLoopbackAddress());
    }

    public static ScriptedNode onIpv6() {
        try {
            return new ScriptedNode(
                    InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpServer open() {
        try {
            HttpServer opened = HttpServer.create(place, BACKLOG);
            opened.createContext("/", this::serve);
            opened.setExecutor(threads);
            opened.start();
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String address() {
        String host = place.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host.replaceAll("%.*", "") + "]" : host) + ":" + place.getPort();
    }

    /** What it does with requests that do not say it. */
    public ScriptedNode usually(String what) {
        usually = what;
        return this;
    }

    /** How many requests it serves now. */
    public int inside() {
        return inside.get();
    }

    /** The names of all requests that came, as {@code X-Name} says them, in their order. */
    public List<String> seen() {
        return List.copyOf(seen);
    }

    /** The lengths of all bodies that came. */
    public List<Integer> bodies() {
        return List.copyOf(bodies);
    }

    /** Lets so many of those that stay go on, whichever come first. */
    public void release(int count) {
        lock.lock();
        try {
            released += count;
            mayGo.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public void releaseAll() {
        release(1_000_000);
    }

    /** Connections are refused from now on. */
    public void refuse() {
        server.stop(0);
    }

    public void listenAgain() {
        server = open();
    }

    private void serve(HttpExchange request) throws IOException {
        inside.incrementAndGet();
        try {
            bodies.add(request.getRequestBody().readAllBytes().length);
            seen.add(Optional.ofNullable(request.getRequestHeaders().getFirst("X-Name"))
                    .orElse(""));
            obey(
                    request,
                    Optional.ofNullable(request.getRequestHeaders().getFirst("X-Do"))
                            .orElse(usually));
        } finally {
            inside.decrementAndGet();
            request.close();
        }
    }

    private void obey(HttpExchange request, String what) throws IOException {
        switch (what) {
            case "answer" -> answer(request, 200);
            case "stay" -> {
                stay();
                answer(request, 200);
            }
            case "stream" -> stream(request);
            case "cut" -> begin(request);
            case "drop" -> {}
            default -> answer(request, Integer.parseInt(what));
        }
    }

    private void answer(HttpExchange request, int status) throws IOException {
        byte[] words = address().getBytes(StandardCharsets.UTF_8);
        request.sendResponseHeaders(status, words.length);
        request.getResponseBody().write(words);
    }

    private static void begin(HttpExchange request) throws IOException {
        request.sendResponseHeaders(200, LENGTH);
        request.getResponseBody().write("begun".getBytes(StandardCharsets.UTF_8));
        request.getResponseBody().flush();
    }

    private void stream(HttpExchange request) throws IOException {
        begin(request);
        stay();
        request.getResponseBody().write(new byte[LENGTH - "begun".length()]);
    }

    private void stay() {
        lock.lock();
        try {
            while (released == 0) {
                mayGo.await();
            }
            released--;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
