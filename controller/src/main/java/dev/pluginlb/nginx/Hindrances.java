package dev.pluginlb.nginx;

import dev.pluginlb.render.RenderedConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Looks for what keeps the running Nginx from taking a config. Where that listens is told by the text of its release on disk:
 * it may be of a former controller, with other settings. Confined to one thread.
 */
final class Hindrances {

    private static final Pattern SOCKET = Pattern.compile("(?m)^[^#\\n]*\\blisten unix:([^\\s;]+)");

    private final Applier.Target target;
    private Sockets known = new Sockets("", List.of());

    /** Where a release listens. */
    private record Sockets(String version, List<Path> paths) {}

    Hindrances(Applier.Target target) {
        this.target = target;
    }

    /** @param answer what the control listener said just now */
    Optional<Hindrance> seen(Optional<ControlListener.Live> answer) {
        if (answer.filter(NginxMaster::isDead).isPresent()) {
            return Optional.of(
                    new Hindrance.NoMaster(answer.get().worker(), target.nginx().startCommand()));
        }
        List<Path> removed = removed(answer.map(ControlListener.Live::version));
        if (removed.isEmpty()) {
            return Optional.empty();
        }
        return answer.isPresent() || target.signals().reachesMaster()
                ? Optional.of(new Hindrance.NoSocket(removed))
                : unseen(removed);
    }

    /** Of an Nginx that has stopped nobody listens. What a killed master has left can be ended, as its number is known. */
    private Optional<Hindrance> unseen(List<Path> removed) {
        Signals signals = target.signals();
        boolean endable = signals.named().flatMap(Orphans::of).isPresent();
        return endable || removed.stream().noneMatch(UnixSocket::isListenedOn)
                ? Optional.empty()
                : Optional.of(new Hindrance.OutOfReach(
                        removed,
                        signals.pidFile(),
                        target.mainFile().path(),
                        target.nginx().startCommand()));
    }

    private List<Path> removed(Optional<String> live) {
        return live.or(target.releases()::current).map(this::sockets).orElse(List.of()).stream()
                .filter(Files::notExists)
                .toList();
    }

    private List<Path> sockets(String version) {
        if (!known.version().equals(version)) {
            try {
                known = new Sockets(version, read(version));
            } catch (IOException unreadable) {
                // Looked at again next time: there may only have been no file handle left.
                return List.of();
            }
        }
        return known.paths();
    }

    private List<Path> read(String version) throws IOException {
        return target.releases().read(version).stream()
                .map(RenderedConfig::files)
                .flatMap(files -> files.values().stream())
                .flatMap(text -> SOCKET.matcher(text).results())
                .map(listen -> Path.of(listen.group(1)))
                .toList();
    }
}
