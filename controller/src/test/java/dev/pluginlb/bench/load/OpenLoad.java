package dev.pluginlb.bench.load;

import dev.pluginlb.bench.work.Answered;
import dev.pluginlb.bench.work.Arrival;
import dev.pluginlb.bench.work.Trace;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends each request of a trace when it is due, whatever became of those before. Times are counted from when it was due, so a
 * proxy gains nothing by making the load wait.
 */
public final class OpenLoad {

    /** From when a request is due; answers come after it. */
    private static final Duration HEAD_START = Duration.ofMillis(50);

    private final Sender sender;
    private final Trace trace;
    private final Collection<Answered> answered = new ConcurrentLinkedQueue<>();
    private final AtomicInteger errors = new AtomicInteger();
    private final CountDownLatch open;
    private final long start = System.nanoTime() + HEAD_START.toNanos();

    private OpenLoad(Sender sender, Trace trace) {
        this.sender = sender;
        this.trace = trace;
        this.open = new CountDownLatch(trace.arrivals().size());
    }

    /** Returns when all are answered, or when the patience for the last ones has ended. */
    public static Outcome run(Sender sender, Trace trace, Duration patience) throws InterruptedException {
        OpenLoad load = new OpenLoad(sender, trace);
        long lateness = load.sendAll();
        load.open.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        int unanswered = Math.toIntExact(load.open.getCount());
        return new Outcome(List.copyOf(load.answered), load.errors.get(), unanswered, Duration.ofNanos(lateness));
    }

    private long sendAll() {
        long worst = 0;
        for (Arrival arrival : trace.arrivals()) {
            long due = start + arrival.at();
            long left = due - System.nanoTime();
            while (left > 0) {
                LockSupport.parkNanos(left);
                left = due - System.nanoTime();
            }
            sender.send(arrival.job(), verdict -> hear(arrival, due, verdict));
            worst = Math.max(worst, System.nanoTime() - due);
        }
        return worst;
    }

    private void hear(Arrival arrival, long due, Sender.Verdict verdict) {
        if (verdict == Sender.Verdict.WRONG) {
            errors.incrementAndGet();
        } else if (trace.counts(arrival)) {
            answered.add(new Answered(arrival.job().kind(), System.nanoTime() - due));
        }
        open.countDown();
    }
}
