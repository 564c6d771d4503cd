package dev.pluginlb.nginx;

import dev.pluginlb.disk.FileStamps;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Looks after the pid file while Nginx runs: we do without it, but {@code nginx -s} and those who turn logs go by it. Where we
 * start Nginx it is written anew, else it is said that it is wrong. As long as nothing has changed a look costs next to nothing.
 * Confined to one thread, but for {@link #fault}.
 */
public final class PidWatch {

    private final Signals signals;
    private final Applier.ProcessCare care;
    private FileStamps seen = FileStamps.of(Set.of());
    private Set<Path> files = Set.of();
    private volatile Optional<String> fault = Optional.empty();

    public PidWatch(Signals signals, Applier.ProcessCare care) {
        this.signals = signals;
        this.care = care;
    }

    /** To be called now and then. */
    public void look() {
        if (!files.isEmpty() && fault.isEmpty() && FileStamps.of(files).equals(seen)) {
            return;
        }
        if (care == Applier.ProcessCare.OURS) {
            signals.keepPidFile();
        }
        fault = signals.misleading();
        files = Set.of(signals.mainFile().path(), signals.pidFile());
        seen = FileStamps.of(files);
    }

    /** Whom others would tell something by it instead of the Nginx that serves; empty where nobody. Any thread. */
    public Optional<String> fault() {
        return fault;
    }
}
