package dev.pluginlb.nginx;

import dev.pluginlb.disk.Disk;
import dev.pluginlb.disk.RegularFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the master of the running Nginx something, and nobody else: what a pid file says may be old or wrong. Where the master
 * of the worker that answers is to be seen, it is told directly; else the one that the pid file names, unless that is a
 * stranger; else the one that calls itself by our main file. Any thread.
 */
public record Signals(Nginx nginx, MainFile mainFile, ControlListener control) {

    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);
    private static final int MOST_OF_A_TITLE = 80;

    Nginx.Answer reload() {
        // Nginx moves to a pid file that its main file names anew.
        return shared().map(words -> new Nginx.Answer(false, words)).orElseGet(() -> send("reload"));
    }

    /** Stops it after the requests in flight. */
    public Nginx.Answer quit() {
        return send("quit");
    }

    private Nginx.Answer send(String signal) {
        Optional<Long> known = control.ask()
                .flatMap(NginxMaster::of)
                .map(NginxMaster::pid)
                .map(this::upgraded)
                .or(() -> master().map(ProcessSeen::pid));
        if (known.isPresent()) {
            return nginx.signal(known.get(), signal);
        }
        return stranger()
                .map(words -> new Nginx.Answer(false, words))
                .orElseGet(() -> unseen().map(pid -> nginx.signal(pid, signal))
                        .orElseGet(() -> new Nginx.Answer(
                                false, pidFile() + " names no process, and no master of ours is to be seen")));
    }

    /** While one program takes over from another, both serve; the pid file names the new one, which the old one has started. */
    private long upgraded(long master) {
        return namedMaster()
                .filter(named -> named.parent() == master)
                .map(ProcessSeen::pid)
                .orElse(master);
    }

    /** The master of the former program, while one that it has started takes over from it. */
    Optional<ProcessSeen> former() {
        return namedMaster().map(ProcessSeen::parent).flatMap(ProcessSeen::of).filter(ProcessSeen::isMaster);
    }

    /** Whether a master of our main file is to be seen, though it may not answer; one that was told to quit is none any more. */
    public boolean reachesMaster() {
        return master().isPresent();
    }

    private Optional<ProcessSeen> master() {
        return new MasterSearch(nginx, mainFile).find(namedMaster());
    }

    /** What the pid file names, if that is not to be seen as a master: whether it is told something was decided by that. */
    private Optional<Long> unseen() {
        return named().filter(pid -> namedMaster().isEmpty());
    }

    private Optional<ProcessSeen> namedMaster() {
        return named().flatMap(ProcessSeen::of).filter(ProcessSeen::isMaster);
    }

    /** Empty also while the main file cannot be read, which alone says where its pid file is. */
    private Optional<Long> serving() {
        return control.ask()
                .filter(answer -> Files.isReadable(mainFile.path()))
                .flatMap(NginxMaster::of)
                .map(NginxMaster::pid)
                .map(this::upgraded);
    }

    /**
     * Writes the pid file anew where somebody has removed it, or it names another process, as Nginx itself does not at a reload:
     * whoever else tells Nginx something needs it, and we do for what a killed master leaves.
     */
    void keepPidFile() {
        Optional<Long> master = serving();
        // An empty one is left by nginx -t.
        if (master.isPresent() && !named().equals(master) && shared().isEmpty()) {
            Path file = pidFile();
            try {
                // What a link leads to is not ours to write.
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.deleteIfExists(file);
                }
                Files.writeString(file, master.get() + "\n");
                LOG.warn("{} did not name Nginx's master, and is written anew", file);
            } catch (IOException unwritable) {
                LOG.warn("{} does not name Nginx's master, and cannot be written: {}", file, Disk.words(unwritable));
            }
        }
    }

    /**
     * Whom others would tell something by the pid file instead of the Nginx that serves; empty where nobody: it is right, or gone,
     * or that Nginx has mounts of its own, so that its file may be another one.
     */
    Optional<String> misleading() {
        return shared().or(this::wrong);
    }

    private Optional<String> wrong() {
        Path file = pidFile();
        Optional<String> others = named().map(pid -> "names process " + pid)
                .or(() -> Files.exists(file) && !Files.isRegularFile(file)
                        ? Optional.of("is no regular file")
                        : Optional.empty());
        return serving()
                .filter(master -> !named().equals(Optional.of(master)))
                .filter(master -> ProcessSeen.of(master)
                        .filter(ProcessSeen::sharesOurFiles)
                        .isPresent())
                .flatMap(master ->
                        others.map(what -> file + " " + what + ", and the master of the Nginx that serves is process "
                                + master
                                + ": whoever else goes by that file (nginx -s, logrotate) tells somebody else, or nobody;"
                                + " remove it and write " + master + " into a new one"));
    }

    /** The number in the pid file; empty where there is none. */
    Optional<Long> named() {
        try {
            return Optional.of(Long.parseLong(RegularFile.text(pidFile()).strip()))
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
        return new MasterSearch(nginx, mainFile)
                .other(named)
                .map(main -> "process " + named.pid() + ", the Nginx of " + main);
    }

    /** One that was told to do without a master says what it was started as. */
    private boolean isProgram(String title) {
        Path program = Path.of(nginx.binary()).getFileName();
        return Path.of(title.split(" ", 2)[0]).endsWith(program);
    }

    /**
     * Why our Nginx must not be started, nor the pid file be written: another one has its number in it, by the settings of a main
     * file of its own. Whoever tells that one something would tell ours instead. Empty where there is none.
     */
    Optional<String> shared() {
        Path file = pidFile();
        return namedMaster()
                .filter(named -> new MasterSearch(nginx, mainFile).keepsNumberIn(file, named))
                .map(named -> file + " is the pid file of a running Nginx that is not ours, too (process " + named.pid()
                        + ": " + named.title() + "): ours would take it from that one, whose reload and stop would then"
                        + " be ours; set another pid in " + mainFile.path());
    }

    Path pidFile() {
        return pidFile(nginx, mainFile);
    }

    /** What was built in is asked for only where it counts: that takes a process. */
    static Path pidFile(Nginx nginx, MainFile mainFile) {
        Optional<String> set = set(mainFile);
        if (set.isPresent() && (set.get().startsWith("/") || nginx.prefix().isPresent())) {
            return nginx.prefix().orElse(Path.of("/")).resolve(set.get());
        }
        Path prefix =
                nginx.prefix().orElseGet(() -> Path.of(nginx.builtWith("prefix").orElse("/usr/local/nginx")));
        return prefix.resolve(set.or(() -> nginx.builtWith("pid-path")).orElse("logs/nginx.pid"));
    }

    private static Optional<String> set(MainFile mainFile) {
        try {
            return mainFile.argument("pid");
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
