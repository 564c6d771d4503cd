package dev.pluginlb.demo;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The socket: opened on the same port again and again. Closing it cuts every connection, as a process's end does.
 *
 * <p>The JDK's server is told, before its first use in this JVM, to close idle connections no sooner than the official
 * daemon, which never does, and not to delay small packets; else tests would see resets that no daemon causes.
 */
final class Listener {

    private static final int BACKLOG = 1024;

    static {
        setIfAbsent("sun.net.httpserver.idleInterval", "86400");
        setIfAbsent("sun.net.httpserver.maxIdleConnections", "100000");
        setIfAbsent("sun.net.httpserver.nodelay", "true");
    }

    private final HttpHandler handler;
    private final Executor workers;
    private InetSocketAddress place;
    private @Nullable HttpServer server;

    Listener(InetSocketAddress place, HttpHandler handler, Executor workers) {
        this.place = place;
        this.handler = handler;
        this.workers = workers;
    }

    /** Does nothing if already open. */
    synchronized void open() throws IOException {
        if (server == null) {
            HttpServer fresh = HttpServer.create(place, BACKLOG);
            fresh.createContext("/", handler);
            fresh.setExecutor(workers);
            fresh.start();
            place = fresh.getAddress();
            server = fresh;
        }
    }

    /** Does nothing if already closed. */
    synchronized void close() {
        HttpServer open = server;
        server = null;
        if (open != null) {
            open.stop(0);
        }
    }

    synchronized InetSocketAddress place() {
        return place;
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
