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

/**
 * Finds the running master of a main file among the processes, for when neither its control listener nor its pid file leads to
 * it: a master calls itself by the words that it was started with. Looks at every process of the machine. Any thread.
 */
record MasterSearch(Nginx nginx, MainFile mainFile) {

    private static final Pattern MAIN = Pattern.compile(" -c (\\S+)");

    /** Empty also where there are several, of which nobody knows which one serves. */
    Optional<ProcessSeen> find() {
        List<ProcessSeen> masters = ProcessHandle.allProcesses()
                .flatMap(process -> ProcessSeen.of(process.pid()).stream())
                .filter(ProcessSeen::isMaster)
                .filter(this::runsOurs)
                .filter(ProcessSeen::sharesOurProcesses)
                .toList();
        Set<Long> parents = masters.stream().map(ProcessSeen::parent).collect(Collectors.toSet());
        // While one program takes over from another, both serve: the new one, which the old one has started, is to be
        // told.
        List<ProcessSeen> newest = masters.stream()
                .filter(master -> !parents.contains(master.pid()))
                .toList();
        return newest.size() == 1 ? Optional.of(newest.get(0)) : Optional.empty();
    }

    /** The main file that a process says it was started with, if that is another one than ours. */
    Optional<String> otherMain(ProcessSeen process) {
        return named(process).filter(path -> path.startsWith("/")).filter(path -> !isMain(Path.of(path)));
    }

    private boolean runsOurs(ProcessSeen master) {
        return named(master)
                .or(() -> nginx.builtWith("conf-path"))
                .filter(path -> path.startsWith("/"))
                .filter(path -> isMain(Path.of(path)))
                .isPresent();
    }

    private static Optional<String> named(ProcessSeen process) {
        Matcher main = MAIN.matcher(process.title());
        return main.find() ? Optional.of(main.group(1)) : Optional.empty();
    }

    private boolean isMain(Path other) {
        try {
            return Files.isSameFile(other, mainFile.path());
        } catch (IOException gone) {
            return other.normalize().equals(mainFile.path());
        }
    }
}
