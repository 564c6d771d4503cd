package dev.pluginlb;

import dev.pluginlb.control.Work;
import dev.pluginlb.control.WorkTimes;
import dev.pluginlb.nginx.StateTeller;
import dev.pluginlb.render.Driver;
import dev.pluginlb.render.NginxState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Tells the Lua driver's Nginx what to choose by, one state after the other, on one thread, and writes it down on another:
 * a disk may take longer than all the rest, and the file matters only once Nginx starts anew.
 */
final class Telling implements AutoCloseable {

    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final StateTeller teller;
    private final Driver driver;
    private final ExecutorService telling = threadOf("state-teller");
    private final ExecutorService keeping = threadOf("state-keeper");
    private final AtomicReference<Optional<NginxState>> toKeep = new AtomicReference<>(Optional.empty());

    Telling(StateTeller teller, Driver driver) {
        this.teller = teller;
        this.driver = driver;
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
            keeping.execute(
                    () -> toKeep.getAndSet(Optional.empty()).map(teller::keep).ifPresent(kept));
        }
    }

    /** Waits for what is being told, so that nobody who comes after is overtaken by it. */
    @Override
    public void close() {
        telling.shutdown();
        keeping.shutdown();
        try {
            await(telling);
            await(keeping);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(ExecutorService thread) throws InterruptedException {
        if (!thread.awaitTermination(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
            thread.shutdownNow();
        }
    }

    private static ExecutorService threadOf(String name) {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
