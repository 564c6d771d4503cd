package dev.pluginlb.demo;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks a place of another node for its health, the way the official daemon does: the connect may take 30 s and, since
 * its half second counts only from the answer's first byte, a node that accepts and keeps silent holds the voter, and
 * with it the voter's heartbeat, for as long as it likes. One vote at a time; {@link #close} ends a waiting one.
 */
final class HealthVote implements AutoCloseable {

    private static final Duration DIAL = Duration.ofSeconds(30);

    private volatile @Nullable HttpURLConnection asking;
    private volatile boolean closed;

    boolean healthy(NodeEntry.NodeAddress address) {
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create("http://" + address.place() + "/health/check")
                    .toURL()
                    .openConnection();
            asking = connection;
            connection.setConnectTimeout((int) DIAL.toMillis());
            return !closed && okay(connection);
        } catch (IOException | IllegalArgumentException e) {
            return false;
        } finally {
            asking = null;
        }
    }

    private static boolean okay(HttpURLConnection connection) throws IOException {
        try (var body = connection.getInputStream()) {
            String text = new String(body.readNBytes(65_536), StandardCharsets.UTF_8);
            return text.contains("\"status\":\"ok\"");
        }
    }

    @Override
    public void close() {
        closed = true;
        HttpURLConnection connection = asking;
        if (connection != null) {
            connection.disconnect();
        }
    }
}
