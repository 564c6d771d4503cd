package dev.pluginlb.nginx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Looks for Nginx's worker processes, from {@code /proc} (elsewhere than on Linux there seem to be none). */
final class Workers {

    private static final String WORKER = "nginx: worker process";
    private static final String OLD = "worker process is shutting down";

    private Workers() {}

    /** Workers of the same master that only wait for their last requests. */
    static Set<Long> draining(long worker) {
        return siblings(worker, title -> title.contains(OLD));
    }

    /** The master of this worker; empty where the process of that number is no worker of an Nginx, as in another container. */
    static Optional<Long> master(long worker) {
        return title(worker).filter(title -> title.contains(WORKER)).isPresent()
                ? ProcessHandle.of(worker).flatMap(ProcessHandle::parent).map(ProcessHandle::pid)
                : Optional.empty();
    }

    private static Set<Long> siblings(long worker, Predicate<String> wanted) {
        Optional<ProcessHandle> master =
                worker > 0 ? ProcessHandle.of(worker).flatMap(ProcessHandle::parent) : Optional.empty();
        return master.stream()
                .flatMap(ProcessHandle::children)
                .map(ProcessHandle::pid)
                .filter(pid -> title(pid).filter(wanted).isPresent())
                .collect(Collectors.toSet());
    }

    private static Optional<String> title(long pid) {
        try {
            byte[] words = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline"));
            return Optional.of(new String(words, StandardCharsets.ISO_8859_1));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
