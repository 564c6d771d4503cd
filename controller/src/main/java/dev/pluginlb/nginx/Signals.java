package dev.pluginlb.nginx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells the master of the running Nginx something, and nobody else: what a pid file says may be old or wrong. Where the master
 * of the worker that answers is to be seen, it is told directly; else the one that the pid file names, unless that is a
 * stranger. Any thread.
 */
public record Signals(Nginx nginx, MainFile mainFile, ControlListener control) {

    private static final Pattern OTHER_MAIN = Pattern.compile(" -c (/\\S+)");
    private static final int MOST_OF_A_TITLE = 80;

    Nginx.Answer reload() {
        return send("reload");
    }

    /** Stops it after the requests in flight. */
    public Nginx.Answer quit() {
        return send("quit");
    }

    private Nginx.Answer send(String signal) {
        Optional<Long> known = control.ask().flatMap(NginxMaster::of).map(NginxMaster::pid);
        if (known.isPresent()) {
            return nginx.signal(upgraded(known.get()), signal);
        }
        return stranger()
                .map(words -> new Nginx.Answer(false, words))
                .orElseGet(() -> named().map(pid -> nginx.signal(pid, signal))
                        .orElseGet(() -> new Nginx.Answer(false, pidFile() + " names no process")));
    }

    /** While one program takes over from another, both serve; the pid file names the new one, which the old one has started. */
    private long upgraded(long master) {
        return namedMaster()
                .filter(named -> named.parent() == master)
                .map(ProcessSeen::pid)
                .orElse(master);
    }

    /** Whether a master of our main file runs, as far as the pid file tells. */
    boolean reachesMaster() {
        return namedMaster().isPresent() && stranger().isEmpty();
    }

    private Optional<ProcessSeen> namedMaster() {
        return named().flatMap(ProcessSeen::of).filter(ProcessSeen::isMaster);
    }

    /** The number in the pid file; empty where there is none. */
    Optional<Long> named() {
        try {
            return Optional.of(Long.parseLong(Files.readString(pidFile()).strip()))
                    .filter(pid -> pid > 0);
        } catch (IOException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    /** Why the process that the pid file names must not be told anything; empty also where it is not to be seen. */
    public Optional<String> stranger() {
        return named().flatMap(ProcessSeen::of)
                .flatMap(this::strange)
                .map(what -> pidFile() + " names " + what
                        + ", which was told nothing; remove that file, or write the number of Nginx's master into it");
    }

    private Optional<String> strange(ProcessSeen named) {
        String title = named.title()
                .substring(0, Math.min(MOST_OF_A_TITLE, named.title().length()));
        if (!named.isMaster() && !isProgram(title)) {
            return Optional.of("process " + named.pid() + ", which is no Nginx (" + title + ")");
        }
        Matcher other = OTHER_MAIN.matcher(named.title());
        return other.find() && !isMain(Path.of(other.group(1)))
                ? Optional.of("process " + named.pid() + ", the Nginx of " + other.group(1))
                : Optional.empty();
    }

    /** One that was told to do without a master says what it was started as. */
    private boolean isProgram(String title) {
        Path program = Path.of(nginx.binary()).getFileName();
        return Path.of(title.split(" ", 2)[0]).endsWith(program);
    }

    private boolean isMain(Path other) {
        try {
            return Files.isSameFile(other, mainFile.path());
        } catch (IOException gone) {
            return other.normalize().equals(mainFile.path());
        }
    }

    /** What was built in is asked for only where it counts: that takes a process. */
    private Path pidFile() {
        Optional<String> set = set();
        if (set.isPresent() && (set.get().startsWith("/") || nginx.prefix().isPresent())) {
            return nginx.prefix().orElse(Path.of("/")).resolve(set.get());
        }
        String built = nginx.buildOptions();
        Path prefix =
                nginx.prefix().orElseGet(() -> Path.of(option(built, "prefix").orElse("/usr/local/nginx")));
        return prefix.resolve(set.or(() -> option(built, "pid-path")).orElse("logs/nginx.pid"));
    }

    private Optional<String> set() {
        try {
            return mainFile.argument("pid");
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> option(String built, String name) {
        Matcher option = Pattern.compile("--" + name + "=(\\S+)").matcher(built);
        return option.find() ? Optional.of(option.group(1)) : Optional.empty();
    }
}
