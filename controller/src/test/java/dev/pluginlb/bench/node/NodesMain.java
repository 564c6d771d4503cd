package dev.pluginlb.bench.node;

import dev.pluginlb.bench.work.NodeShape;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A process of many nodes. Arguments: one {@code port=shape} each. Says {@code ready} when all listen, and ends with its
 * standard input, that is, with whoever has started it.
 */
public final class NodesMain {

    private static final int BACKLOG = 4096;
    private static final int THREADS = 16;

    private NodesMain() {}

    @SuppressWarnings("SystemOut") // a program's word to the one that started it
    public static void main(String[] args) throws Exception {
        Server server = start(List.of(args));
        System.out.println("ready");
        awaitEndOfInput();
        server.stop();
        System.exit(0);
    }

    private static Server start(List<String> nodes) throws Exception {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
        timer.setRemoveOnCancelPolicy(true);
        Server server = new Server(threads(nodes.size()));
        Map<Integer, StationClock> byPort = new HashMap<>();
        for (String node : nodes) {
            String[] portAndShape = node.split("=", 2);
            int port = Integer.parseInt(portAndShape[0]);
            byPort.put(port, new StationClock(NodeShape.parse(portAndShape[1]).station(), timer));
            server.addConnector(connector(server, port));
        }
        server.setHandler(new Nodes(byPort));
        server.start();
        return server;
    }

    /** Of the kind that do not keep the process alive, should it fail to start. */
    private static QueuedThreadPool threads(int nodes) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS + nodes);
        threads.setDaemon(true);
        return threads;
    }

    private static ServerConnector connector(Server server, int port) {
        HttpConfiguration config = new HttpConfiguration();
        config.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, 0, 1, new HttpConnectionFactory(config));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        connector.setAcceptQueueSize(BACKLOG);
        // Longer than any request waits and than any proxy keeps an idle connection.
        connector.setIdleTimeout(3_600_000);
        return connector;
    }

    private static void awaitEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            // Nothing is said to this process.
        }
    }
}
