package dev.pluginlb;

import dev.pluginlb.control.Work;
import dev.pluginlb.control.WorkTimes;
import dev.pluginlb.disk.FileStamps;
import dev.pluginlb.nginx.StateTeller;
import dev.pluginlb.render.Driver;
import dev.pluginlb.render.NginxState;
import dev.pluginlb.task.TaskThread;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the Lua driver's Nginx what to choose by, one state after the other, on one thread, and writes it down on another:
 * a disk may take longer than all the rest, and the file matters only once Nginx starts anew.
 */
final class Telling implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Telling.class);
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final StateTeller teller;
    private final Driver driver;
    private final TaskThread telling = new TaskThread("state-teller");
    private final TaskThread keeping = new TaskThread("state-keeper");
    /** Of the thread that keeps. */
    private Optional<Written> written = Optional.empty();

    private record Written(NginxState state, Consumer<StateTeller.Kept> kept, FileStamps stamps) {}

    private final AtomicReference<Optional<NginxState>> toKeep = new AtomicReference<>(Optional.empty());

    Telling(StateTeller teller, Driver driver) {
        this.teller = teller;
        this.driver = driver;
        if (driver == Driver.LUA) {
            keeping.repeat(BETWEEN_LOOKS, this::lookAfterFile);
        }
    }

    /** Whether this Nginx can be told anything. */
    boolean isOfUse() {
        return driver == Driver.LUA;
    }

    /** Returns at once; {@code ended} is called with the outcome. */
    void tell(NginxState state, WorkTimes times, Consumer<StateTeller.Outcome> ended) {
        telling.execute(() -> ended.accept(times.time(Work.TELL, () -> teller.tell(state))));
    }

    /** Returns at once; {@code kept} is called with what became of it, unless a newer one came before it was begun. */
    void keep(NginxState state, Consumer<StateTeller.Kept> kept) {
        if (toKeep.getAndSet(Optional.of(state)).isEmpty()) {
            keeping.execute(() -> toKeep.getAndSet(Optional.empty()).ifPresent(next -> write(next, kept)));
        }
    }

    private void write(NginxState state, Consumer<StateTeller.Kept> kept) {
        StateTeller.Kept outcome = teller.keep(state);
        written = outcome.problem().isEmpty() ? Optional.of(new Written(state, kept, stamps(state))) : Optional.empty();
        kept.accept(outcome);
    }

    /** Those of the file as it was written; of none, so that it is written again, if somebody was at it already. */
    private FileStamps stamps(NginxState state) {
        FileStamps seen = FileStamps.of(Set.of(teller.file()));
        return teller.keeps(state) ? seen : FileStamps.of(Set.of());
    }

    /** An Nginx that starts would serve nobody by a file that somebody has damaged or taken away. */
    private void lookAfterFile() {
        written.filter(last -> !last.stamps().equals(FileStamps.of(Set.of(teller.file()))))
                .ifPresent(last -> {
                    LOG.warn("{} is not as it was written, and is written again", teller.file());
                    write(last.state(), last.kept());
                });
    }

    /** Waits for what is being told, so that nobody who comes after is overtaken by it. */
    @Override
    public void close() {
        Stream.of(telling, keeping)
                .filter(thread -> !thread.endWithin(LAST_WORDS))
                .forEach(TaskThread::close);
    }
}
