package dev.pluginlb.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Who listens on a port, as far as Linux tells this user. */
public final class PortOwner {

    /** As {@code include/net/tcp_states.h} has them: a socket of UDP that only receives is closed. */
    private static final String LISTENING = "0A";

    private static final String CLOSED = "07";
    private static final List<String> TCP = List.of("/proc/net/tcp", "/proc/net/tcp6");
    private static final List<String> UDP = List.of("/proc/net/udp", "/proc/net/udp6");
    private static final int LOCAL = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private PortOwner() {}

    /** For instance {@code nginx (pid 4711)}; empty where it is not to be seen, as of other users' processes. */
    public static Optional<String> ofTcp(int port) {
        return of(port, TCP, LISTENING);
    }

    static Optional<String> ofUdp(int port) {
        return of(port, UDP, CLOSED);
    }

    /** Whether it is this process, as far as that is to be seen. */
    static boolean isOfTcp(int port, long pid) {
        return holds(pid, sockets(port, TCP, LISTENING));
    }

    static boolean isOfUdp(int port, long pid) {
        return holds(pid, sockets(port, UDP, CLOSED));
    }

    private static Set<String> sockets(int port, List<String> tables, String state) {
        Set<String> sockets = new HashSet<>();
        for (String table : tables) {
            sockets.addAll(having(Path.of(table), port, state));
        }
        return sockets;
    }

    private static Optional<String> of(int port, List<String> tables, String state) {
        Set<String> sockets = sockets(port, tables, state);
        return sockets.isEmpty()
                ? Optional.empty()
                : ProcessHandle.allProcesses()
                        .map(ProcessHandle::pid)
                        .filter(pid -> holds(pid, sockets))
                        .findFirst()
                        .map(pid -> name(pid) + " (pid " + pid + ")");
    }

    private static Set<String> having(Path table, int port, String state) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        Set<String> sockets = new HashSet<>();
        try (Stream<String> lines = Files.lines(table)) {
            lines.map(line -> line.strip().split("\\s+"))
                    .filter(field ->
                            field.length > INODE && field[LOCAL].endsWith(suffix) && field[STATE].equals(state))
                    .forEach(field -> sockets.add("socket:[" + field[INODE] + "]"));
        } catch (IOException | UncheckedIOException notLinux) {
            return Set.of();
        }
        return sockets;
    }

    private static boolean holds(long pid, Set<String> sockets) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path file : open) {
                if (sockets.contains(target(file))) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException gone) {
            return false;
        }
        return false;
    }

    /** Empty where it was closed meanwhile. */
    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    private static String name(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "comm"))
                    .strip();
        } catch (IOException gone) {
            return "a process";
        }
    }
}
