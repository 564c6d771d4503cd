package dev.pluginlb.nginx;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Looks whether anybody listens on a Unix socket. */
final class UnixSocket {

    private UnixSocket() {}

    /** True only when the kernel says that nobody listens; any doubt is false. */
    static boolean refuses(Path socket) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return !channel.isOpen();
        } catch (ConnectException refused) {
            return true;
        } catch (IOException unclear) {
            return false;
        }
    }
}
