package dev.pluginlb.testing;

import static org.awaitility.Awaitility.await;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A node that does with a request what the test says, or what the request's header {@code X-Do} says: {@code answer} it
 * with its own address, {@code stay} until {@link #release}, {@code stream} likewise, but with the beginning of the answer
 * at once, {@code cut} the answer in its middle, {@code drop} the connection without one, or a status.
 */
public final class ScriptedNode implements AutoCloseable {

    private static final int LENGTH = 1000;
    private static final String BEGUN = "begun";
    private static final int BACKLOG = 1000;
    private static final int MANY = 1_000_000;
    private static final byte[] LOOPBACK_6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private final ServerSocket server;
    private final String address;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Future<?> accepting;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger inside = new AtomicInteger();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final List<List<String>> heads = new CopyOnWriteArrayList<>();
    private final List<Integer> bodies = new CopyOnWriteArrayList<>();
    private final Semaphore mayGo = new Semaphore(0);
    private volatile String usually = "answer";

    private ScriptedNode(InetAddress host, String written) throws IOException {
        server = new ServerSocket(Ports.free(), BACKLOG, host);
        address = written + ":" + server.getLocalPort();
        accepting = threads.submit(this::accept);
    }

    public static ScriptedNode start() {
        try {
            return new ScriptedNode(InetAddress.getLoopbackAddress(), "127.0.0.1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ScriptedNode onIpv6() {
        try {
            return new ScriptedNode(InetAddress.getByAddress(LOOPBACK_6), "[::1]");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String address() {
        return address;
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

    /** The lines of all requests before their bodies, in the order of {@link #seen}. */
    public List<List<String>> heads() {
        return List.copyOf(heads);
    }

    /** The lengths of all bodies that came. */
    public List<Integer> bodies() {
        return List.copyOf(bodies);
    }

    /** Lets so many of those that stay go on, whichever come first. */
    public void release(int count) {
        mayGo.release(count);
    }

    public void releaseAll() {
        release(MANY);
    }

    /** Connections are refused from now on, and those that are open end. */
    public void refuse() {
        end(server);
        // Until then the kernel may accept one more.
        await().atMost(LuaNginx.DEADLINE).pollInterval(Duration.ofMillis(5)).until(accepting::isDone);
        open.forEach(ScriptedNode::end);
    }

    private static void end(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                threads.execute(() -> serve(socket));
            } catch (IOException refusing) {
                return;
            }
        }
    }

    /** One request after the other, until either side closes. */
    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            Optional<ReceivedRequest> request = ReceivedRequest.read(in);
            while (request.isPresent() && serve(request.get(), socket.getOutputStream())) {
                request = ReceivedRequest.read(in);
            }
        } catch (IOException gone) {
            // The other side has had enough.
        } finally {
            open.remove(socket);
        }
    }

    /** Whether the connection may be used again. */
    private boolean serve(ReceivedRequest request, OutputStream out) throws IOException {
        inside.incrementAndGet();
        bodies.add(request.bodyLength());
        heads.add(request.lines());
        seen.add(request.header("X-Name").orElse(""));
        String answer;
        try {
            answer = obey(request.header("X-Do").orElse(usually), request, out);
        } finally {
            inside.decrementAndGet();
        }
        out.write(answer.getBytes(StandardCharsets.US_ASCII));
        return !answer.isEmpty() && request.keepsConnection();
    }

    /** What remains to be written when the request is no longer inside; nothing if the connection is to end. */
    private String obey(String what, ReceivedRequest request, OutputStream out) throws IOException {
        return switch (what) {
            case "answer" -> answer(200, request);
            case "stay" -> {
                mayGo.acquireUninterruptibly();
                yield answer(200, request);
            }
            case "stream" -> {
                begin(out);
                mayGo.acquireUninterruptibly();
                yield "x".repeat(LENGTH - BEGUN.length());
            }
            case "cut" -> {
                begin(out);
                yield "";
            }
            case "drop" -> "";
            case "elsewhere" -> answer(200, request).replace("Said\r\n", "Said\r\nX-Accel-Redirect: /e/elsewhere\r\n");
            default -> answer(Integer.parseInt(what), request);
        };
    }

    /** As every proper server, it says when it closes the connection: else Nginx would use it again. */
    private String answer(int status, ReceivedRequest request) {
        return "HTTP/1.1 %d Said\r\n%sContent-Length: %d\r\n\r\n%s"
                .formatted(status, request.keepsConnection() ? "" : "Connection: close\r\n", address.length(), address);
    }

    private static void begin(OutputStream out) throws IOException {
        String begun = "HTTP/1.1 200 Said\r\nContent-Length: %d\r\n\r\n%s".formatted(LENGTH, BEGUN);
        out.write(begun.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() {
        refuse();
        releaseAll();
        threads.shutdownNow();
    }
}
