package dev.pluginlb.bench.soak;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Does things again and again, each in a thread of its own, and remembers what went wrong. */
final class Rhythm implements AutoCloseable {

    private static final int MOST_FAULTS = 100;
    private static final long LAST_STEP_SECONDS = 30;

    private final List<ScheduledExecutorService> threads = new CopyOnWriteArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();

    /** May fail. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    /** Returns the number of times that it was done well. */
    AtomicLong every(Duration pause, Duration first, String what, Step step) {
        AtomicLong done = new AtomicLong();
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
        threads.add(thread);
        var unused = thread.scheduleAtFixedRate(
                () -> {
                    try {
                        step.run();
                        done.incrementAndGet();
                    } catch (Exception fault) {
                        remember(what + ": " + fault);
                    }
                },
                first.toMillis(),
                pause.toMillis(),
                TimeUnit.MILLISECONDS);
        return done;
    }

    /** The first of them, in words. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    /** Nothing is begun any more, and what was begun has ended. */
    @Override
    public void close() {
        threads.forEach(ScheduledExecutorService::shutdown);
        for (ScheduledExecutorService thread : threads) {
            try {
                if (!thread.awaitTermination(LAST_STEP_SECONDS, TimeUnit.SECONDS)) {
                    remember("a last step takes more than " + LAST_STEP_SECONDS + " s");
                }
            } catch (InterruptedException hurried) {
                throw new IllegalStateException(hurried);
            }
        }
    }

    private void remember(String fault) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(fault);
        }
    }
}
