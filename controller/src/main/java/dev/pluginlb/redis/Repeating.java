package dev.pluginlb.redis;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a task again and again on a thread of its own, whatever the task throws. Pauses are up to a tenth shorter or longer, each
 * time anew: controllers that a Redis kept waiting and let go together would otherwise ask it together for ever.
 */
final class Repeating implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Repeating.class);
    private static final Duration LAST_ROUND = Duration.ofSeconds(5);

    private final Duration every;
    private final Runnable task;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    /** @param every the pause between two rounds */
    Repeating(String name, Duration every, Runnable task) {
        this.every = every;
        this.task = task;
        this.thread = new Thread(this::runUntilStopped, name);
    }

    /** The first round begins at once. */
    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Lets a round that is under way end, for five seconds at most; no other begins. */
    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join(LAST_ROUND.toMillis());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void runUntilStopped() {
        try {
            do {
                runOnce();
            } while (!stopped.await(pause(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private long pause() {
        return (long)
                (every.toNanos() * (0.9 + 0.2 * ThreadLocalRandom.current().nextDouble()));
    }

    private void runOnce() {
        try {
            task.run();
        } catch (RuntimeException fault) {
            LOG.error("a round of {} failed", thread.getName(), fault);
        }
    }
}
