package dev.pluginlb.demo;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Daemon threads only, made when first needed: an idle stand-in costs hardly any, and none outlives the JVM's main. */
final class Threads {

    private static final int IDLE_SECONDS = 5;

    private Threads() {}

    /** One thread for delays. */
    static ScheduledThreadPoolExecutor timer(String name) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, named(name));
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return timer;
    }

    /** As many threads as steps run at this moment; a step writes or reads, it never waits for time to pass. */
    static ThreadPoolExecutor workers(String name) {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), named(name));
    }

    /** A step that fails must deal with that itself: nobody looks at the future. Nothing happens once shut down. */
    static void after(ScheduledThreadPoolExecutor timer, Duration delay, Runnable step) {
        try {
            Future<?> unused = timer.schedule(step, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException ended) {
            // The stand-in was killed meanwhile; what it had planned dies with it.
        }
    }

    /** The next one an interval after the last has ended, so that a held-up loop does not catch up. */
    static void every(ScheduledThreadPoolExecutor timer, Duration first, Duration interval, Runnable step) {
        Future<?> unused =
                timer.scheduleWithFixedDelay(step, first.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** A steady rate from now on. */
    static void atRate(ScheduledThreadPoolExecutor timer, Duration interval, Runnable step) {
        Future<?> unused = timer.scheduleAtFixedRate(step, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
