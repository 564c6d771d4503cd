package dev.pluginlb.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.DefaultHandler;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    /** A client that sent a byte every few seconds kept its connection for as long as it liked. */
    @Test
    void aHeadThatDripsInIsNotWaitedForAndWhoWaitsForAnAnswerIsLeftAlone() throws Exception {
        Server jetty = new Server();
        ServerConnector connector = new ServerConnector(jetty);
        jetty.addConnector(connector);
        jetty.setHandler(new NeverAnswers());
        Connections.limit(jetty, BETWEEN_LOOKS);
        jetty.start();
        try (Socket waiting = connect(connector.getLocalPort());
                Socket slow = connect(connector.getLocalPort())) {
            send(waiting, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            send(slow, "GET / HTTP/1.1\r\nHost: localhost\r\n");

            await().pollInterval(BETWEEN_LOOKS).atMost(Duration.ofSeconds(20)).until(() -> isClosed(slow));

            assertThat(isClosed(waiting)).isFalse();
        } finally {
            jetty.stop();
        }
    }

    /** Connections that said nothing kept everybody else out for a minute. */
    @Test
    void whoAsksIsAnsweredHoweverManySayNothing() throws Exception {
        Server jetty = new Server();
        ServerConnector connector = new ServerConnector(jetty);
        connector.setAcceptQueueSize(2 * Connections.MOST);
        jetty.addConnector(connector);
        jetty.setHandler(new DefaultHandler());
        Connections.limit(jetty, Duration.ofMinutes(1));
        jetty.start();
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 2 * Connections.MOST; i++) {
                silent.add(connect(connector.getLocalPort()));
            }
            for (int i = 0; i < 3; i++) {
                try (Socket asking = connect(connector.getLocalPort())) {
                    asking.setSoTimeout(10_000);
                    send(asking, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
                    assertThat((char) asking.getInputStream().read()).isEqualTo('H');
                }
            }
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
            jetty.stop();
        }
    }

    private static final class NeverAnswers extends Handler.Abstract {

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            return true;
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(1);
        return socket;
    }

    private static boolean isClosed(Socket socket) {
        try {
            send(socket, "X");
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
