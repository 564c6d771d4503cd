package dev.pluginlb;

import dev.pluginlb.control.Work;
import dev.pluginlb.control.WorkTimes;
import dev.pluginlb.nginx.StateTeller;
import dev.pluginlb.render.Driver;
import dev.pluginlb.render.NginxState;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Tells the Lua driver's Nginx what to choose by, one state after the other, on one thread. */
final class Telling implements AutoCloseable {

    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final StateTeller teller;
    private final Driver driver;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread telling = new Thread(task, "state-teller");
        telling.setDaemon(true);
        return telling;
    });

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
        thread.execute(() -> ended.accept(times.time(Work.TELL, () -> teller.tell(state))));
    }

    /** Waits for what is being told, so that nobody who comes after is overtaken by it. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
