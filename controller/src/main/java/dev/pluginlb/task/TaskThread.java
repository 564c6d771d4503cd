package dev.pluginlb.task;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread and its tasks, one after the other. No task can silently end another, or its own next turn, as it could in the JDK's
 * executors: an exception is said, the same of a repeated task once, and all goes on; an {@link Error} goes to the handler of
 * uncaught ones, which ends a process that runs for long. Thread-safe; what comes after the end is not done any more.
 */
public final class TaskThread implements Executor, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TaskThread.class);

    private final String name;
    private final ScheduledThreadPoolExecutor thread;

    /** The thread begins with the first task. */
    public TaskThread(String name) {
        this.name = name;
        this.thread = new ScheduledThreadPoolExecutor(1, this::named, new ThreadPoolExecutor.DiscardPolicy());
        thread.setRemoveOnCancelPolicy(true);
    }

    /** After what was given before. */
    @Override
    public void execute(Runnable task) {
        thread.execute(new Task(task));
    }

    /** At once, and again so long after each end. */
    public void repeat(Duration pause, Runnable task) {
        var unused = thread.scheduleWithFixedDelay(new Task(task), 0, pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * At fixed times.
     *
     * @param first how long from now
     * @return by which it can be cancelled
     */
    public Future<?> repeatAtRate(Duration first, Duration period, Runnable task) {
        return thread.scheduleAtFixedRate(new Task(task), first.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Ends after what was given until now; false if that takes longer, or the caller is interrupted. */
    public boolean endWithin(Duration longest) {
        thread.shutdown();
        try {
            return thread.awaitTermination(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends at once, and interrupts what is under way. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    private Thread named(Runnable work) {
        Thread made = new Thread(work, name);
        made.setDaemon(true);
        return made;
    }

    /** The executor would keep what is thrown for somebody who asks, and nobody does. */
    private static final class Task implements Runnable {

        private final Runnable work;
        private String lastFault = "";

        Task(Runnable work) {
            this.work = work;
        }

        @Override
        public void run() {
            try {
                work.run();
                lastFault = "";
            } catch (RuntimeException fault) {
                if (!fault.toString().equals(lastFault)) {
                    LOG.error("a task of {} failed", Thread.currentThread().getName(), fault);
                }
                lastFault = fault.toString();
            } catch (Error broken) {
                Thread self = Thread.currentThread();
                self.getUncaughtExceptionHandler().uncaughtException(self, broken);
                throw broken;
            }
        }
    }
}
