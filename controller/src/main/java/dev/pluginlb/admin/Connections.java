package dev.pluginlb.admin;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.IdleTimeout;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * Keeps connections from taking room for nothing: there are {@value #MOST} at most, and one whose request has not begun in full at
 * the second look after its first byte is closed, however steadily its bytes drip in. When few are left, each new one takes the
 * place of the one that has been silent longest with no request under way, so whoever asks at once is answered however many
 * say nothing. Those that wait for an answer are Jetty's own concern.
 */
final class Connections {

    static final int MOST = 256;
    /** Beyond so many, silent ones make room. */
    static final int ROOMY = 192;

    static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private final Server jetty;
    private final Duration betweenLooks;
    private Map<Connection, Look> before = Map.of();

    private Connections(Server jetty, Duration betweenLooks) {
        this.jetty = jetty;
        this.betweenLooks = betweenLooks;
    }

    /** Sees to it for as long as the server runs. */
    static void limit(Server jetty, Duration betweenLooks) {
        Connections connections = new Connections(jetty, betweenLooks);
        jetty.addBean(new NetworkConnectionLimit(MOST, jetty));
        jetty.addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStarting(LifeCycle starting) {
                Stream.of(jetty.getConnectors())
                        .forEach(connector -> connector.addEventListener(new MakesRoom(connector)));
            }

            @Override
            public void lifeCycleStarted(LifeCycle started) {
                connections.lookLater();
            }
        });
    }

    /** Told by Jetty of each connection when it is open; any thread. */
    private record MakesRoom(Connector connector) implements Connection.Listener {

        @Override
        public void onOpened(Connection opened) {
            Collection<EndPoint> open = connector.getConnectedEndPoints();
            if (open.size() > ROOMY) {
                open.stream()
                        .filter(Connections::isSilent)
                        .max(Comparator.comparing(Connections::silence))
                        .ifPresent(EndPoint::close);
            }
        }
    }

    private static boolean isSilent(EndPoint endPoint) {
        Connection connection = http(endPoint);
        return connection != null && connection.getMessagesIn() == connection.getMessagesOut();
    }

    private static long silence(EndPoint endPoint) {
        return endPoint instanceof IdleTimeout timed ? timed.getIdleFor() : 0;
    }

    /** The one that counts requests, also where what it says is encrypted. */
    private static @Nullable Connection http(EndPoint endPoint) {
        Connection connection = endPoint.getConnection();
        return connection instanceof SslConnection encrypted
                ? encrypted.getSslEndPoint().getConnection()
                : connection;
    }

    private void lookLater() {
        jetty.getScheduler().schedule(this::look, betweenLooks.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            closeSlow();
        } finally {
            lookLater();
        }
    }

    private void closeSlow() {
        Map<Connection, Look> now = Stream.of(jetty.getConnectors())
                .map(Connector::getConnectedEndPoints)
                .flatMap(endPoints -> endPoints.stream().map(Connections::http))
                .filter(Objects::nonNull)
                .collect(Collectors.toMap(Function.identity(), this::look));
        now.forEach((connection, look) -> {
            if (look.times() > 1) {
                connection.getEndPoint().close();
            }
        });
        before = now;
    }

    private Look look(Connection connection) {
        return before.getOrDefault(connection, Look.NEW).next(connection);
    }

    /**
     * What was seen of a connection.
     *
     * @param bytes that had come
     * @param heads of requests that were whole
     * @param times how often in a row a head was seen that had begun and was not whole
     */
    private record Look(long bytes, long heads, int times) {

        static final Look NEW = new Look(0, 0, 0);

        Look next(Connection connection) {
            long heads = connection.getMessagesIn();
            boolean idle = heads == this.heads && heads == connection.getMessagesOut();
            boolean begun = times > 0 || connection.getBytesIn() > bytes;
            return new Look(connection.getBytesIn(), heads, idle && begun ? times + 1 : 0);
        }
    }
}
