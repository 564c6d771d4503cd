package dev.pluginlb.e2e;

import static org.awaitility.Awaitility.await;

import dev.pluginlb.nginx.Nginx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An Nginx on disk and, while it runs, its processes: in the hands of an operator who knows nothing of pluginlb.
 *
 * @param prefix what relative paths are relative to
 * @param config the main file
 * @param pid where it writes its number
 */
record NginxMaster(Path prefix, Path config, Path pid) {

    Nginx program() {
        return new Nginx("nginx", Optional.of(prefix), config, Cluster.DEADLINE);
    }

    Nginx.Answer test() {
        return program().test(config);
    }

    void start() {
        Nginx.Answer started = program().start();
        if (!started.succeeded()) {
            throw new AssertionError(started.words());
        }
    }

    void reload() {
        Nginx.Answer reloaded = program().reload();
        if (!reloaded.succeeded()) {
            throw new AssertionError(reloaded.words());
        }
    }

    /** Ends it at once, as {@code nginx -s stop} does; does nothing if it is not running. */
    void stop() {
        List<ProcessHandle> all = processes();
        all.stream().limit(1).forEach(ProcessHandle::destroy);
        awaitEnd(all);
    }

    /** The master and its workers. */
    List<ProcessHandle> processes() {
        try {
            String master = Files.exists(pid) ? Files.readString(pid).strip() : "";
            return Stream.of(master)
                    .filter(number -> !number.isEmpty())
                    .flatMap(number -> ProcessHandle.of(Long.parseLong(number)).stream())
                    .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitEnd(List<ProcessHandle> processes) {
        await().atMost(Cluster.DEADLINE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }
}
