package dev.pluginlb.e2e;

import static org.awaitility.Awaitility.await;

import dev.pluginlb.nginx.Nginx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
public record NginxMaster(Path prefix, Path config, Path pid) implements AutoCloseable {

    Nginx program() {
        return new Nginx("nginx", Optional.of(prefix), config, Cluster.DEADLINE);
    }

    public Nginx.Answer test() {
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
    public void stop() {
        processes().stream().limit(1).forEach(ProcessHandle::destroy);
        // Its last act; the process itself may stay as a zombie for as long as the init process likes.
        await().atMost(Cluster.DEADLINE).pollInterval(Duration.ofMillis(10)).until(() -> number().isEmpty());
    }

    @Override
    public void close() {
        stop();
    }

    /** The master and its workers. */
    public List<ProcessHandle> processes() {
        return number().stream()
                .flatMap(number -> ProcessHandle.of(number).stream())
                .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
                .toList();
    }

    private Optional<Long> number() {
        try {
            // nginx -t leaves an empty one.
            return Optional.of(Files.readString(pid).strip())
                    .filter(text -> !text.isEmpty())
                    .map(Long::valueOf);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
