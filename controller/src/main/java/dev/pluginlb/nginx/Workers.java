package dev.pluginlb.nginx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Counts Nginx's worker processes, from {@code /proc} (elsewhere than on Linux there seem to be none). */
final class Workers {

    private static final String OLD = "worker process is shutting down";

    private Workers() {}

    /** Workers of the same master that only wait for their last requests. */
    static int draining(long worker) {
        return count(worker, title -> title.contains(OLD));
    }

    private static int count(long worker, Predicate<String> wanted) {
        Optional<ProcessHandle> master =
                worker > 0 ? ProcessHandle.of(worker).flatMap(ProcessHandle::parent) : Optional.empty();
        return (int) master.stream()
                .flatMap(ProcessHandle::children)
                .flatMap(child -> title(child.pid()))
                .filter(wanted)
                .count();
    }

    private static Stream<String> title(long pid) {
        try {
            byte[] words = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline"));
            return Stream.of(new String(words, StandardCharsets.ISO_8859_1));
        } catch (IOException gone) {
            return Stream.empty();
        }
    }
}
