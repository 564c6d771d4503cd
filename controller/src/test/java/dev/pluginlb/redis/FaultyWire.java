package dev.pluginlb.redis;

import dev.pluginlb.testing.Background;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/** A wire to Redis that breaks when a script is sent over it: before, or after Redis has run the script. */
final class FaultyWire implements AutoCloseable {

    private final ServerSocket front = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int redisPort;
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final Queue<byte[]> heldBack = new ConcurrentLinkedQueue<>();

    /** What happens to one script. */
    enum Fault {
        NONE,
        ANSWER_LOST,
        HELD_BACK
    }

    FaultyWire(int redisPort) throws IOException {
        this.redisPort = redisPort;
        Background.run(this::accept);
    }

    UnifiedJedis client() {
        return RedisClient.builder()
                .hostAndPort(new HostAndPort("127.0.0.1", front.getLocalPort()))
                .build();
    }

    /** One fault for each of the next scripts; those after them arrive. */
    void next(Fault... coming) {
        faults.addAll(Arrays.asList(coming));
    }

    /** Lets what was held back arrive at last. */
    void letArrive() throws IOException {
        for (byte[] request = heldBack.poll(); request != null; request = heldBack.poll()) {
            try (Socket redis = new Socket(InetAddress.getLoopbackAddress(), redisPort)) {
                redis.getOutputStream().write(request);
                redis.getInputStream().read();
            }
        }
    }

    @Override
    public void close() throws IOException {
        front.close();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = front.accept();
            Background.run(() -> forward(client));
        }
    }

    private void forward(Socket client) throws IOException {
        Socket redis = new Socket(InetAddress.getLoopbackAddress(), redisPort);
        Background.run(() -> redis.getInputStream().transferTo(client.getOutputStream()));
        byte[] buffer = new byte[1 << 20];
        for (int length = read(client, buffer); length > 0; length = read(client, buffer)) {
            send(Arrays.copyOf(buffer, length), client, redis);
        }
    }

    private static int read(Socket client, byte[] buffer) throws IOException {
        return client.isClosed() ? -1 : client.getInputStream().read(buffer);
    }

    private void send(byte[] request, Socket client, Socket redis) throws IOException {
        boolean isScript = new String(request, StandardCharsets.ISO_8859_1).contains("EVAL");
        Fault fault = isScript && !faults.isEmpty() ? faults.remove() : Fault.NONE;
        switch (fault) {
            case NONE -> redis.getOutputStream().write(request);
            case HELD_BACK -> {
                heldBack.add(request);
                client.close();
            }
            case ANSWER_LOST -> {
                client.close();
                redis.getOutputStream().write(request);
            }
        }
    }
}
