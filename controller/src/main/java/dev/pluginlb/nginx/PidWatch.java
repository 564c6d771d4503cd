package dev.pluginlb.nginx;

import dev.pluginlb.disk.FileStamps;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Looks after the pid file while Nginx runs: we do without it, but {@code nginx -s} and those who turn logs go by it. Where we
 * start Nginx it is written anew, else it is said that it is wrong. And says when a former program serves beside a new one: only
 * the new one is told of a reload. As long as nothing has changed a look costs next to nothing.
 * Confined to one thread, but for {@link #fault}.
 */
public final class PidWatch {

    private final Signals signals;
    private final Applier.ProcessCare care;
    private FileStamps seen = FileStamps.of(Set.of());
    private Set<Path> files = Set.of();
    private boolean upgrading;
    private volatile Optional<String> fault = Optional.empty();

    public PidWatch(Signals signals, Applier.ProcessCare care) {
        this.signals = signals;
        this.care = care;
    }

    /** To be called now and then. */
    public void look() {
        if (!files.isEmpty()
                && !upgrading
                && fault.isEmpty()
                && FileStamps.of(files).equals(seen)) {
            return;
        }
        if (care == Applier.ProcessCare.OURS) {
            signals.keepPidFile();
        }
        Optional<ProcessSeen> former = signals.former();
        upgrading = former.isPresent();
        fault = signals.misleading()
                .or(() -> former.filter(ProcessSeen::isServingMaster).map(PidWatch::words));
        files = Set.of(signals.mainFile().path(), signals.pidFile());
        seen = FileStamps.of(files);
    }

    private static String words(ProcessSeen former) {
        return "two Nginx serve side by side, an upgrade of the program (USR2): what is drained, down or changed since gets requests"
                + " from the former one, process " + former.pid() + ", still; to end it: kill -QUIT " + former.pid();
    }

    /** What is wrong with whom signals reach; empty where nothing. Any thread. */
    public Optional<String> fault() {
        return fault;
    }
}
