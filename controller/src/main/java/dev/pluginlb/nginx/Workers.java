package dev.pluginlb.nginx;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks for Nginx's worker processes, and their master. */
final class Workers {

    private Workers() {}

    /** Workers of the same master that only wait for their last requests. */
    static Set<Long> draining(long worker) {
        Optional<ProcessHandle> master =
                worker > 0 ? ProcessHandle.of(worker).flatMap(ProcessHandle::parent) : Optional.empty();
        return master.stream()
                .flatMap(ProcessHandle::children)
                .map(ProcessHandle::pid)
                .filter(pid ->
                        ProcessSeen.of(pid).filter(ProcessSeen::isLeaving).isPresent())
                .collect(Collectors.toSet());
    }

    /** The master of this worker; empty where it is dead, or not to be seen, as in another container. */
    static Optional<Long> master(long worker) {
        return ProcessSeen.of(worker)
                .filter(ProcessSeen::isWorker)
                .flatMap(seen -> ProcessSeen.of(seen.parent()))
                .filter(ProcessSeen::isMaster)
                .map(ProcessSeen::pid);
    }
}
