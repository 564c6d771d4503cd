package dev.pluginlb.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** A TCP server that says its port to whoever comes, in one line, and then sends back what it gets. */
final class EchoServer implements AutoCloseable {

    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private EchoServer(int port) throws IOException {
        this.server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        threads.execute(this::accept);
    }

    static EchoServer on(int port) {
        try {
            return new EchoServer(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** Dies: its sessions are cut. */
    @Override
    public void close() {
        try {
            server.close();
            for (Socket session : open) {
                session.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket session = server.accept();
                open.add(session);
                try {
                    threads.execute(() -> serve(session));
                } catch (RejectedExecutionException ended) {
                    session.close();
                }
            }
        } catch (IOException closed) {
            open.clear();
        }
    }

    private void serve(Socket session) {
        try (session) {
            session.getOutputStream().write((port() + "\n").getBytes(StandardCharsets.UTF_8));
            session.getInputStream().transferTo(session.getOutputStream());
        } catch (IOException gone) {
            open.remove(session);
        }
    }
}
