package dev.pluginlb;

import dev.pluginlb.config.ReloadSettings;
import dev.pluginlb.control.KnownCluster;
import dev.pluginlb.control.ReleaseRecord;
import dev.pluginlb.nginx.Applier;
import dev.pluginlb.nginx.ApplyOutcome;
import dev.pluginlb.nginx.MainFileWatch;
import dev.pluginlb.nginx.PidWatch;
import dev.pluginlb.render.RenderedConfig;
import dev.pluginlb.store.StateFolder;
import dev.pluginlb.task.TaskThread;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out attempts, and writes down what is to survive a restart: one after the other, on one thread. */
final class Applying implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(Applying.class);

    private final Applier applier;
    private final Optional<Runnable> remake;
    private final StateFolder store;
    private final PidWatch pids;
    private final MainFileWatch main;
    private final ReloadSettings limits;
    private final TaskThread thread = new TaskThread("applier");

    /** @param remake makes our own main file anew where it is missing; empty where the operator has one */
    Applying(Applier applier, Optional<Runnable> remake, StateFolder store, ReloadSettings limits) {
        this.applier = applier;
        this.remake = remake;
        this.store = store;
        this.pids = applier.pidWatch();
        this.main = applier.mainFileWatch();
        this.limits = limits;
    }

    void start() {
        thread.repeat(BETWEEN_LOOKS, store::again);
        thread.repeat(BETWEEN_LOOKS, pids::look);
        if (remake.isEmpty()) {
            thread.repeat(BETWEEN_LOOKS, main::look);
        }
    }

    /** What is wrong with files besides what an outcome tells: which cannot be written, lead others astray, or are refused. Any thread. */
    List<String> faults() {
        return Stream.of(store.problems().stream(), pids.fault().stream(), main.fault().stream())
                .flatMap(Function.identity())
                .toList();
    }

    /**
     * Returns at once.
     *
     * @param pinned a release that must stay on disk besides this one
     * @param ended called with the outcome
     */
    void apply(RenderedConfig config, Supplier<Optional<String>> pinned, Consumer<ApplyOutcome> ended) {
        thread.execute(() -> {
            remake.ifPresent(Runnable::run);
            ended.accept(applier.apply(config));
            prune(Stream.concat(Stream.of(config.version()), pinned.get().stream())
                    .collect(Collectors.toSet()));
        });
    }

    void remember(KnownCluster cluster) {
        thread.execute(() -> store.save(cluster));
    }

    void remember(List<ReleaseRecord> history, Optional<String> pinned) {
        thread.execute(() -> store.save(history, pinned));
    }

    /** Waits for an attempt that is under way. */
    @Override
    public void close() {
        Duration longest = limits.commandTimeout()
                .multipliedBy(3)
                .plus(limits.confirmTimeout().multipliedBy(2));
        if (!thread.endWithin(longest)) {
            LOG.warn("an attempt did not end within {} s and is given up", longest.toSeconds());
        }
    }

    private void prune(Set<String> inUse) {
        try {
            applier.prune(limits.keepReleases(), inUse);
        } catch (IOException failed) {
            LOG.warn("old releases cannot be deleted: {}", failed.toString());
        }
    }
}
