package dev.pluginlb.nginx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the running master of a main file among the processes, for when neither its control listener nor its pid file leads to
 * it: a master calls itself by the words that it was started with. Looks at every process of the machine. Any thread.
 */
record MasterSearch(Nginx nginx, MainFile mainFile) {

    private static final Pattern MAIN = Pattern.compile(" -c (\\S+)");
    private static final Pattern PREFIX = Pattern.compile(" -p (\\S+)");

    /**
     * Empty also where there are several, of which nobody knows which one serves.
     *
     * @param named the master that the pid file names, who comes first if it is not of another main file
     */
    Optional<ProcessSeen> find(Optional<ProcessSeen> named) {
        return newest(named.filter(master -> other(master).isEmpty()).stream()).or(() -> newest(running()));
    }

    private Stream<ProcessSeen> running() {
        return ProcessHandle.allProcesses()
                .flatMap(process -> ProcessSeen.of(process.pid()).stream())
                .filter(ProcessSeen::isMaster)
                .filter(this::runsOurs)
                .filter(ProcessSeen::sharesOurProcesses);
    }

    /** One that was told to quit is none any more. */
    private static Optional<ProcessSeen> newest(Stream<ProcessSeen> candidates) {
        List<ProcessSeen> masters =
                candidates.filter(master -> !master.isLeavingMaster()).toList();
        Set<Long> parents = masters.stream().map(ProcessSeen::parent).collect(Collectors.toSet());
        // While one program takes over from another, both serve: the new one, which the old one has started, is to be
        // told.
        List<ProcessSeen> newest = masters.stream()
                .filter(master -> !parents.contains(master.pid()))
                .toList();
        return newest.size() == 1 ? Optional.of(newest.get(0)) : Optional.empty();
    }

    /** What a master is of, if not of our main file: of another one, or of one of that name in a container. */
    Optional<String> other(ProcessSeen process) {
        Optional<Path> main = main(process);
        return process.sharesOurFiles()
                ? main.filter(path -> !isMain(path)).map(Path::toString)
                : Optional.of(main.map(Path::toString).orElse("a main file") + " in another container");
    }

    /** Whether a master of another main file keeps its number in this file, as far as its main file can be read. */
    boolean keepsNumberIn(Path pidFile, ProcessSeen master) {
        Optional<Path> main = main(master).filter(path -> !isMain(path));
        if (main.isEmpty() || !master.sharesOurFiles()) {
            return false;
        }
        Optional<Path> prefix = argument(PREFIX, master).map(Path::of);
        Nginx theirs = new Nginx(nginx.binary(), prefix, main.get(), nginx.limit());
        Path kept = Signals.pidFile(theirs, new MainFile(main.get(), mainFile.path()));
        return isSame(kept, pidFile) || master.title().contains("pid " + pidFile + ";");
    }

    private boolean runsOurs(ProcessSeen master) {
        return master.sharesOurFiles() && main(master).filter(this::isMain).isPresent();
    }

    /** Its main file, as Nginx finds it (a relative one begins at the prefix); empty where its words do not tell. */
    private Optional<Path> main(ProcessSeen process) {
        Optional<String> named = argument(MAIN, process).or(() -> nginx.builtWith("conf-path"));
        return named.filter(path -> path.startsWith("/"))
                .or(() -> argument(PREFIX, process)
                        .or(() -> nginx.builtWith("prefix"))
                        .filter(path -> path.startsWith("/"))
                        .flatMap(prefix ->
                                named.map(path -> Path.of(prefix, path).toString())))
                .map(Path::of);
    }

    private static Optional<String> argument(Pattern option, ProcessSeen process) {
        Matcher found = option.matcher(process.title());
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private boolean isMain(Path other) {
        return isSame(other, mainFile.path());
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException gone) {
            return one.normalize().equals(other.normalize());
        }
    }
}
