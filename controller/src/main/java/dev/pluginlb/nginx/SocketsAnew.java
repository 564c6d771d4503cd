package dev.pluginlb.nginx;

import dev.pluginlb.render.RenderedConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Lets the running Nginx listen again on sockets whose files somebody has removed. At a reload Nginx keeps each listener whose
 * path is still in the config, so the file does not come again. It does when the path was not in the config meanwhile: for one
 * reload Nginx listens on sockets with other names. Confined to one thread.
 */
final class SocketsAnew {

    private final List<Path> removed;
    private final ControlListener control;

    SocketsAnew(List<Path> removed, ControlListener control) {
        this.removed = List.copyOf(removed);
        this.control = control;
    }

    /** The config for the meantime, which is a whole release. */
    RenderedConfig meanwhile(RenderedConfig config) {
        RenderedConfig moved = config;
        for (Path socket : removed) {
            moved = moved.replacing("unix:" + socket, "unix:" + other(socket));
        }
        return moved;
    }

    /** Where that config tells its version. */
    ControlListener elsewhere() {
        Optional<Path> moved = removed.stream()
                .filter(socket -> control.listen().equals("unix:" + socket))
                .findFirst();
        return moved.map(socket -> new ControlListener("unix:" + other(socket), control.exchanges()))
                .orElse(control);
    }

    /** Makes sure that Nginx can make the files. */
    void makeRoom() throws IOException {
        for (Path socket : removed) {
            Files.createDirectories(socket.resolveSibling(""));
            UnixSocket.removeRefusing(other(socket));
        }
    }

    /** Of the same length, since a longer one might not fit into the name of a socket. */
    private static Path other(Path socket) {
        String name = socket.getFileName().toString();
        String end = name.endsWith("2") ? "3" : "2";
        return socket.resolveSibling(name.substring(0, name.length() - 1) + end);
    }
}
