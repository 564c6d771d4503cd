package dev.pluginlb.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes the lines of Nginx's feed, as they come. */
public final class FeedSink implements AutoCloseable {

    private static final int LONGEST = 65_536;

    private final DatagramSocket socket;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private FeedSink(DatagramSocket socket) {
        this.socket = socket;
        Thread reader = new Thread(this::read, "feed-sink");
        reader.setDaemon(true);
        reader.start();
    }

    public static FeedSink start() {
        try {
            return new FeedSink(new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /** The lines that tell of ends. */
    public List<String> ends() {
        return lines.stream().filter(line -> line.contains(" pluginlb: ")).toList();
    }

    /** The lines that tell of starts. */
    public List<String> starts() {
        return lines.stream()
                .filter(line -> line.contains(" pluginlb_started: "))
                .toList();
    }

    private void read() {
        DatagramPacket packet = new DatagramPacket(new byte[LONGEST], LONGEST);
        try {
            while (true) {
                socket.receive(packet);
                lines.add(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
