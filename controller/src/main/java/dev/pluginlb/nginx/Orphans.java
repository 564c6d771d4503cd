package dev.pluginlb.nginx;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The workers that a killed master has left: they serve on, hold the sockets, and take no config any more. They are told from
 * others by their process group and session, which a daemon founds and which bear its number: the kernel gives that number to
 * nobody else while one of them lives.
 */
record Orphans(List<ProcessHandle> processes) {

    Orphans {
        processes = List.copyOf(processes);
    }

    /** Those of the same master as the one that answers, whatever the pid file says; empty while it lives. */
    static Optional<Orphans> siblings(ControlListener.Live live) {
        return ProcessSeen.of(live.worker()).filter(ProcessSeen::isOrphan).flatMap(seen -> of(seen.group()));
    }

    /** @param master the number in the pid file; none are orphans while it lives */
    static Optional<Orphans> of(long master) {
        if (ProcessSeen.of(master).isPresent()) {
            return Optional.empty();
        }
        Orphans left = new Orphans(ProcessHandle.allProcesses()
                .filter(process -> isOf(process, master))
                .toList());
        return Optional.of(left).filter(orphans -> !orphans.none());
    }

    private static boolean isOf(ProcessHandle process, long master) {
        return ProcessSeen.of(process.pid())
                .filter(ProcessSeen::isNginx)
                .filter(seen -> seen.group() == master && seen.session() == master)
                .isPresent();
    }

    /** Those that still listen, or may. */
    Orphans staying() {
        Predicate<ProcessSeen> leaves = ProcessSeen::isLeaving;
        return new Orphans(processes.stream()
                .filter(ProcessHandle::isAlive)
                .filter(process ->
                        ProcessSeen.of(process.pid()).filter(leaves.negate()).isPresent())
                .toList());
    }

    boolean none() {
        return processes.isEmpty();
    }

    /** Asks them to listen no more and to end after their requests. */
    void quit(Nginx nginx) {
        processes.stream().filter(ProcessHandle::isAlive).forEach(process -> nginx.signal(process.pid(), "quit"));
    }

    /** Ends them at once; a number that is somebody else's by now is left alone, as the handle knows when its process began. */
    void kill() {
        processes.forEach(ProcessHandle::destroyForcibly);
    }
}
