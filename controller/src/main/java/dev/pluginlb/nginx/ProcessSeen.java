package dev.pluginlb.nginx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A process at the moment it was looked at, as {@code /proc} shows it (elsewhere than on Linux there seem to be none).
 *
 * @param title its arguments, or what it calls itself
 * @param parent 1, or the number of another reaper, once the one that started it is dead
 * @param group what a daemon and all that it starts have in common: the daemon's own number
 * @param session the same
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat</a>
 */
record ProcessSeen(long pid, String title, long parent, long group, long session) {

    /** Its numbers here and in the name spaces within, of which one that lives here has none. */
    private static final Pattern NESTED = Pattern.compile("(?m)^NSpid:\\s*\\d+\\s+\\d");

    private static final int PARENT = 1;
    private static final int GROUP = 2;
    private static final int SESSION = 3;

    /** Empty where there is none, or none to be seen: dead, hidden by the system, or in another container. */
    static Optional<ProcessSeen> of(long pid) {
        try {
            String title = read(pid, "cmdline").replace('\0', ' ').strip();
            // After the name, which may hold anything.
            String stat = read(pid, "stat");
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            // A dead one that nobody has taken notice of yet has no words.
            return title.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new ProcessSeen(
                            pid, title, number(fields[PARENT]), number(fields[GROUP]), number(fields[SESSION])));
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException gone) {
            return Optional.empty();
        }
    }

    boolean isMaster() {
        return title.startsWith("nginx: master process");
    }

    /** A worker, or one of those that look after a cache. */
    boolean isNginx() {
        return title.startsWith("nginx: ");
    }

    /** Also one that only finishes its last requests. */
    boolean isWorker() {
        return title.startsWith("nginx: worker process");
    }

    /** Whether it only finishes its last requests, and listens no more. */
    boolean isLeaving() {
        return title.contains("worker process is shutting down");
    }

    /** A master that was told to quit: it listens no more, and waits for the last requests of workers that end. */
    boolean isLeavingMaster() {
        List<ProcessSeen> children = children();
        return isMaster() && !children.isEmpty() && children.stream().allMatch(ProcessSeen::isLeaving);
    }

    /** A master that takes new connections, by the workers that it has. */
    boolean isServingMaster() {
        return isMaster() && children().stream().anyMatch(child -> child.isWorker() && !child.isLeaving());
    }

    private List<ProcessSeen> children() {
        return ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::children)
                .flatMap(child -> of(child.pid()).stream())
                .toList();
    }

    /** A worker whose master is dead: somebody who is no master has taken it in. */
    boolean isOrphan() {
        return isWorker() && of(parent).filter(reaper -> !reaper.isMaster()).isPresent();
    }

    /** Whether it is no process of a container within, which has files of its own under the same names. */
    boolean sharesOurProcesses() {
        try {
            return !NESTED.matcher(read(pid, "status")).find();
        } catch (IOException gone) {
            return false;
        }
    }

    /** Whether a path leads it to the same file as us: not if it has mounts of its own. So it seems where we may not look. */
    boolean sharesOurFiles() {
        try {
            return Files.readSymbolicLink(mounts(Long.toString(pid))).equals(Files.readSymbolicLink(mounts("self")));
        } catch (IOException hidden) {
            return true;
        }
    }

    private static Path mounts(String process) {
        return Path.of("/proc", process, "ns", "mnt");
    }

    private static String read(long pid, String file) throws IOException {
        return new String(Files.readAllBytes(Path.of("/proc", Long.toString(pid), file)), StandardCharsets.ISO_8859_1);
    }

    private static long number(String text) {
        return Long.parseLong(text);
    }
}
