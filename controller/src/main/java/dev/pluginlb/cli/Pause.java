package dev.pluginlb.cli;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Waiting between two looks. */
final class Pause {

    private Pause() {}

    /** @throws CommandFailedException if the thread is interrupted */
    static void of(Duration time) {
        try {
            boolean never = new Semaphore(0).tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS);
            assert !never;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException(ExitCode.FAILED, "interrupted");
        }
    }
}
