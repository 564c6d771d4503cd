package dev.pluginlb.nginx;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.render.RenderedConfig;
import dev.pluginlb.task.TaskThread;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the running Nginx once a second: which version it serves, and how many old workers it has. So a config that
 * was lost behind our back (a restart, a hand on the symlink) is noticed. Delivers from its own thread.
 */
public final class LiveWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int SETTLED = 5;
    private static final Duration EVERY_SO_OFTEN = Duration.ofMinutes(1);
    private static final Duration INSISTING = Duration.ofSeconds(10);

    /**
     * One look.
     *
     * @param begun when the question was asked
     * @param served the version that is live; empty when nothing answers
     * @param current the release that a starting Nginx would read; empty when there is none, or its files are not as they were written
     * @param oldWorkers process ids of those that finish their last requests
     * @param state the version of the state that Nginx chooses by, where the Lua driver told it one
     * @param inFlight how much each node has in flight, where Nginx counts it
     * @param hindrance what keeps it from taking another config, and what to do; empty when nothing does, or none runs
     */
    public record Look(
            Instant begun,
            Optional<String> served,
            Optional<String> current,
            Set<Long> oldWorkers,
            Optional<String> state,
            Optional<Map<Address, Carried>> inFlight,
            Optional<String> hindrance) {

        public Look {
            oldWorkers = Set.copyOf(oldWorkers);
        }

        /** One at an Nginx that counts nothing, and takes what it is told. */
        public Look(
                Instant begun,
                Optional<String> served,
                Optional<String> current,
                Set<Long> oldWorkers,
                Optional<String> state) {
            this(begun, served, current, oldWorkers, state, Optional.empty(), Optional.empty());
        }

        /** Whether what serves is the same as at another look; what is in flight changes all the time. */
        public boolean showsTheSameAs(Look other) {
            return served.equals(other.served)
                    && current.equals(other.current)
                    && oldWorkers.equals(other.oldWorkers)
                    && state.equals(other.state)
                    && hindrance.equals(other.hindrance);
        }

        /** How many old workers there are. */
        public int draining() {
            return oldWorkers.size();
        }
    }

    private final ControlListener control;
    private final ReleaseDirectory releases;
    private final ReleaseCheck check;
    private final Keys keys;
    private final Hindrances hindrances;
    private final Consumer<Look> looks;
    private final InstantSource clock;
    private final TaskThread thread = new TaskThread("live-watch");

    // Who answered the last look, and how many looks in a row found no old workers beside it; of the thread that looks
    // alone.
    private long worker;
    private int quiet;
    private Optional<Instant> strangeSince = Optional.empty();

    /** @param wanted what should be live */
    public LiveWatch(
            Applier.Target target,
            Supplier<Optional<RenderedConfig>> wanted,
            Consumer<Look> looks,
            InstantSource clock) {
        this.check = new ReleaseCheck(target, wanted);
        this.control = target.control();
        this.releases = target.releases();
        this.keys = target.keys();
        this.hindrances = new Hindrances(target);
        this.looks = looks;
        this.clock = clock;
    }

    public void start() {
        thread.repeat(EVERY, this::look);
    }

    @Override
    public void close() {
        thread.close();
    }

    private void look() {
        Instant begun = clock.instant();
        Optional<ControlListener.Live> live = control.ask();
        if (live.isEmpty()) {
            removeStaleSockets();
        }
        Set<Long> old = live.map(this::draining).orElse(Set.of());
        worker = live.map(ControlListener.Live::worker).orElse(0L);
        looks.accept(new Look(
                begun,
                live.map(ControlListener.Live::version),
                live.filter(this::readsItsKeysAnew).isPresent() ? Optional.empty() : check.current(),
                old,
                live.flatMap(ControlListener.Live::state),
                live.flatMap(ControlListener.Live::state).flatMap(state -> control.inFlight()),
                hindrances.seen(live).map(Hindrance::words)));
    }

    /**
     * Whether it has other keys than we, as after a reload while they were not there, so that it has to be reloaded. Not asked for
     * all the time, but at the beginning of each minute: it may be that Nginx cannot find them.
     */
    private boolean readsItsKeysAnew(ControlListener.Live answer) {
        Instant now = clock.instant();
        strangeSince = keys.areKnownBy(answer) ? Optional.empty() : strangeSince.or(() -> Optional.of(now));
        return strangeSince
                .filter(since ->
                        Duration.between(since, now).toSeconds() % EVERY_SO_OFTEN.toSeconds() < INSISTING.toSeconds())
                .isPresent();
    }

    /**
     * To look for them takes a look at every process of the machine. There are none as long as the same worker answers beside
     * whom there were none for some looks: it would be old itself. The first looks may come before Nginx, which has started the
     * new workers already, has told the old ones.
     */
    private Set<Long> draining(ControlListener.Live answer) {
        boolean same = answer.worker() == worker;
        if (same && quiet >= SETTLED) {
            return Set.of();
        }
        Set<Long> found = Workers.draining(answer.worker());
        quiet = same && found.isEmpty() ? quiet + 1 : 0;
        return found;
    }

    private void removeStaleSockets() {
        try {
            control.removeStaleSocket(clock.instant());
            for (Path socket : releases.sockets()) {
                UnixSocket.removeStale(socket, clock.instant());
            }
        } catch (IOException failed) {
            LOG.warn("the sockets of a dead Nginx cannot be removed, a new one will not start: {}", failed.toString());
        }
    }
}
