package dev.pluginlb.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.testing.LoggedLines;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A controller whose repeated tasks had ended by an Error stood still and said that all was well. */
class TaskThreadTest {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final TaskThread thread = new TaskThread("tasks");

    @AfterEach
    void close() {
        thread.close();
    }

    @Test
    void aTaskThatThrowsHasItsNextTurnAndIsSaidOnce() throws InterruptedException {
        CountDownLatch turns = new CountDownLatch(5);
        try (LoggedLines log = LoggedLines.of(TaskThread.class.getName())) {
            thread.repeat(Duration.ofMillis(1), () -> {
                turns.countDown();
                throw new IllegalStateException("for once");
            });

            assertThat(turns.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(log.words()).containsExactly("a task of tasks failed");
        }
    }

    @Test
    void anErrorReachesWhoeverHeedsUncaughtOnes() throws InterruptedException {
        BlockingQueue<Throwable> heeded = new LinkedBlockingQueue<>();
        Error missing = new NoClassDefFoundError("dev/pluginlb/Missing");
        thread.execute(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((where, thrown) -> heeded.add(thrown));
            throw missing;
        });

        assertThat(heeded.poll(10, TimeUnit.SECONDS)).isSameAs(missing);
    }

    @Test
    void whatWasGivenIsDoneInOrderBeforeTheEndAndNothingAfterIt() {
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            int turn = i;
            thread.execute(() -> done.compareAndSet(turn, turn + 1));
        }

        assertThat(thread.endWithin(DEADLINE)).isTrue();
        thread.execute(done::incrementAndGet);

        assertThat(done).hasValue(100);
    }

    @Test
    void oneThatDoesNotEndIsNotWaitedForAndIsInterrupted() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        thread.execute(() -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException stopping) {
                interrupted.countDown();
            }
        });
        begun.await();

        assertThat(thread.endWithin(Duration.ofMillis(1))).isFalse();
        thread.close();

        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
