package dev.pluginlb.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Somebody who is asked, and does to each connection what a test wants. */
final class Peer implements AutoCloseable {

    private static final byte[] LOOPBACK_V6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private final ServerSocket listener;
    private final Manner manner;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** What it does when it has read a question. */
    interface Manner {
        void answer(Socket connection) throws IOException;
    }

    private Peer(InetAddress host, Manner manner) throws IOException {
        this.listener = new ServerSocket(0, 1000, host);
        this.manner = manner;
        threads.execute(this::accept);
    }

    static Peer with(Manner manner) throws IOException {
        return new Peer(InetAddress.getLoopbackAddress(), manner);
    }

    static Peer onV6(Manner manner) throws IOException {
        return new Peer(InetAddress.getByAddress(LOOPBACK_V6), manner);
    }

    /** Says this, and leaves the connection open. */
    static Peer saying(String text) throws IOException {
        return with(connection -> say(connection, text));
    }

    static void say(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /** The questions so far. */
    List<String> heard() {
        return heard;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = listener.accept();
                threads.execute(() -> serve(connection));
            }
        } catch (IOException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(Socket connection) {
        try {
            StringBuilder question = new StringBuilder();
            while (!question.toString().contains("\r\n\r\n")) {
                int one = connection.getInputStream().read();
                if (one < 0) {
                    return;
                }
                question.append((char) one);
            }
            heard.add(question.toString());
            manner.answer(connection);
        } catch (IOException gone) {
            heard.add("gone");
        }
    }

    /** All that follows a head, which says how long that is. */
    static String body(Socket connection, int length) {
        try {
            return new String(connection.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
