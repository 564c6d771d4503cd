package dev.pluginlb.demo;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Where every step of every answer passes. Shut, it keeps the steps, at most one per open connection, and the stand-in
 * is a process that hangs: it accepts and reads, and says nothing.
 */
final class AnswerGate {

    private final Executor workers;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean shut;

    AnswerGate(Executor workers) {
        this.workers = workers;
    }

    void pass(Runnable step) {
        synchronized (this) {
            if (shut) {
                waiting.add(step);
                return;
            }
        }
        run(step);
    }

    synchronized void shut() {
        shut = true;
    }

    void open() {
        Queue<Runnable> released;
        synchronized (this) {
            shut = false;
            released = new ArrayDeque<>(waiting);
            waiting.clear();
        }
        released.forEach(this::run);
    }

    private void run(Runnable step) {
        try {
            workers.execute(step);
        } catch (RejectedExecutionException killed) {
            // A killed stand-in answers nobody; its connections are cut already.
        }
    }
}
