package dev.pluginlb.nginx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** The file of a Unix socket: looks whether anybody listens on it, and takes it away if nobody does. */
final class UnixSocket {

    private static final Duration STALE = Duration.ofSeconds(5);

    /** The flags of one that accepts connections. */
    private static final String LISTENING = " 00010000 ";

    private UnixSocket() {}

    /** Deletes the file if it is older than five seconds, for an Nginx may be about to listen on it, and nobody listens. */
    static void removeStale(Path socket, Instant now) throws IOException {
        if (Files.exists(socket)
                && Files.getLastModifiedTime(socket).toInstant().plus(STALE).isBefore(now)) {
            removeRefusing(socket);
        }
    }

    /** Deletes the file if nobody listens; for when no Nginx may be about to. */
    static void removeRefusing(Path socket) throws IOException {
        if (refuses(socket)) {
            Files.deleteIfExists(socket);
        }
    }

    /** Whether somebody here listens on a socket of that name, be its file there or not; elsewhere than on Linux nobody does. */
    static boolean isListenedOn(Path socket) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/net/unix"), StandardCharsets.ISO_8859_1)) {
            String end =
                    " " + new String(socket.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            return lines.anyMatch(line -> line.endsWith(end) && line.contains(LISTENING));
        } catch (IOException | UncheckedIOException unreadable) {
            return false;
        }
    }

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
