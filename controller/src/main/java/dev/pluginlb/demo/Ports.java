package dev.pluginlb.demo;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;

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

    /** The same for datagrams. */
    static int freeForDatagramsOrAny(int preferred) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (DatagramSocket socket = new DatagramSocket(preferred, loopback)) {
            return socket.getLocalPort();
        } catch (SocketException taken) {
            try (DatagramSocket any = new DatagramSocket(0, loopback)) {
                return any.getLocalPort();
            }
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
