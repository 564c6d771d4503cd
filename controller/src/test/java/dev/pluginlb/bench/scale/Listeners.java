package dev.pluginlb.bench.scale;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Very many nodes in one thread: each is a port of loopback that answers whatever it is asked as an idle daemon answers
 * {@code /health/check}, once for each connection. Thread-safe.
 */
final class Listeners implements AutoCloseable {

    private static final int BACKLOG = 512;
    private static final String BODY = "{\"status\":\"ok\",\"active_requests\":1,\"active_dispatch_requests\":0,"
            + "\"pool_status\":{\"free\":100,\"busy\":0,\"total\":100},\"version\":\"0.6.10\",\"platform\":\"local\","
            + "\"build_time\":\"\"}";
    private static final byte[] ANSWER = ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                    + BODY.length() + "\r\nConnection: close\r\n\r\n" + BODY)
            .getBytes(StandardCharsets.US_ASCII);

    private final Selector selector;
    private final Map<Integer, ServerSocketChannel> open = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::serve, "nodes");

    private Listeners(Selector selector) {
        this.selector = selector;
    }

    static Listeners start() throws IOException {
        Listeners listeners = new Listeners(Selector.open());
        listeners.thread.setDaemon(true);
        listeners.thread.start();
        return listeners;
    }

    /** A node begins to listen on a port of the system's choice, which is returned. */
    int open() throws IOException {
        return open(0);
    }

    int open(int port) throws IOException {
        ServerSocketChannel node = ServerSocketChannel.open();
        node.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        node.configureBlocking(false);
        node.register(selector, SelectionKey.OP_ACCEPT);
        int bound = ((InetSocketAddress) node.getLocalAddress()).getPort();
        open.put(bound, node);
        selector.wakeup();
        return bound;
    }

    /** The port of one that listens. */
    int any() {
        return open.keySet().iterator().next();
    }

    /** From now on the port refuses. */
    void shut(int port) throws IOException {
        ServerSocketChannel node = open.remove(port);
        if (node != null) {
            node.close();
            selector.wakeup();
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        for (ServerSocketChannel node : open.values()) {
            node.close();
        }
    }

    private void serve() {
        ByteBuffer heard = ByteBuffer.allocate(64 * 1024);
        try {
            while (selector.isOpen()) {
                selector.select();
                for (Iterator<SelectionKey> ready = selector.selectedKeys().iterator(); ready.hasNext(); ) {
                    SelectionKey key = ready.next();
                    ready.remove();
                    serve(key, heard);
                }
            }
        } catch (ClosedSelectorException | IOException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(SelectionKey key, ByteBuffer heard) {
        try {
            if (key.isValid() && key.channel() instanceof ServerSocketChannel node) {
                accept(node);
            } else if (key.isValid()) {
                answer(key, (SocketChannel) key.channel(), heard);
            }
        } catch (IOException hungUp) {
            key.cancel();
        }
    }

    private void accept(ServerSocketChannel node) throws IOException {
        for (SocketChannel client = node.accept(); client != null; client = node.accept()) {
            client.configureBlocking(false);
            client.register(selector, SelectionKey.OP_READ);
        }
    }

    /** Closed by the client, so that what it still sends is not answered with a reset. */
    private static void answer(SelectionKey key, SocketChannel client, ByteBuffer heard) throws IOException {
        heard.clear();
        int length = client.read(heard);
        if (length < 0) {
            client.close();
        } else if (key.attachment() == null && ends(heard)) {
            key.attach(ANSWER);
            client.write(ByteBuffer.wrap(ANSWER));
            client.shutdownOutput();
        }
    }

    /** The header is taken to come in one piece, as short ones on loopback do. */
    private static boolean ends(ByteBuffer heard) {
        return StandardCharsets.ISO_8859_1
                .decode(heard.duplicate().flip())
                .toString()
                .contains("\r\n\r\n");
    }
}
