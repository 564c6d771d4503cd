package dev.pluginlb.bench.load;

import dev.pluginlb.bench.work.Answered;
import dev.pluginlb.bench.work.Clients;
import dev.pluginlb.bench.work.Job;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that ask again as soon as they are answered, until the end; what is then still open is only awaited. Who was answered
 * wrongly asks again after a pause: a front that fails at once would get as many requests as the machine can make.
 */
public final class ClosedLoad {

    static final Duration PAUSE = Duration.ofMillis(100);

    private final Sender sender;
    private final Clients clients;
    private final Collection<Answered> answered = new ConcurrentLinkedQueue<>();
    private final AtomicInteger errors = new AtomicInteger();
    private final CountDownLatch open;
    private final long start = System.nanoTime();

    private ClosedLoad(Sender sender, Clients clients) {
        this.sender = sender;
        this.clients = clients;
        this.open = new CountDownLatch(clients.count());
    }

    /** Returns when all clients have ended, or when the patience for the last ones has. */
    public static Outcome run(Sender sender, Clients clients, Duration patience) throws InterruptedException {
        ClosedLoad load = new ClosedLoad(sender, clients);
        long lateness = load.beginAll();
        load.open.await(load.start + clients.end() + patience.toNanos() - System.nanoTime(), TimeUnit.NANOSECONDS);
        int unanswered = Math.toIntExact(load.open.getCount());
        return new Outcome(List.copyOf(load.answered), load.errors.get(), unanswered, Duration.ofNanos(lateness));
    }

    private long beginAll() {
        long worst = 0;
        for (int client = 0; client < clients.count(); client++) {
            long due = start + clients.begin(client);
            long left = due - System.nanoTime();
            while (left > 0) {
                LockSupport.parkNanos(left);
                left = due - System.nanoTime();
            }
            ask(client);
            worst = Math.max(worst, System.nanoTime() - due);
        }
        return worst;
    }

    private void ask(int client) {
        Job job = clients.next(client);
        long begun = System.nanoTime();
        sender.send(job, verdict -> {
            long now = System.nanoTime();
            hear(job, verdict, now, now - begun);
        });
    }

    private void hear(Job job, Sender.Verdict verdict, long now, long took) {
        if (verdict == Sender.Verdict.WRONG) {
            errors.incrementAndGet();
            sender.later(PAUSE, () -> goOn(job.id()));
            return;
        }
        if (clients.counts(now - start)) {
            answered.add(new Answered(job.kind(), took));
        }
        goOn(job.id());
    }

    private void goOn(int client) {
        if (System.nanoTime() - start < clients.end()) {
            ask(client);
        } else {
            open.countDown();
        }
    }
}
