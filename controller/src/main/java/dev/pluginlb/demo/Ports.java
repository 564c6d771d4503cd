package dev.pluginlb.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds ports on loopback for a demo. */
final class Ports {

    private Ports() {}

    /** The port that users know, if it is free, else any free one. */
    static int freeOrAny(int preferred) throws IOException {
        try {
            return probe(preferred);
        } catch (IOException taken) {
            return probe(0);
        }
    }

    private static int probe(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket.getLocalPort();
        }
    }
}
