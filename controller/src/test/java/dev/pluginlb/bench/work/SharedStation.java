package dev.pluginlb.bench.work;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A processor that all requests share: with n of them on c cores each runs at {@code speed * min(1, c / n)}.
 *
 * <p>All run equally fast, so it suffices to keep how much work each one that was there from the start would have got: a
 * request ends when that has grown by its own work.
 */
public final class SharedStation implements Station {

    private record Running(double endsAtWork, Job job) {}

    private final int cores;
    private final double speed;
    private final PriorityQueue<Running> running = new PriorityQueue<>(Comparator.comparingDouble(Running::endsAtWork));
    private double work;
    private long now;

    SharedStation(int cores, double speed) {
        this.cores = cores;
        this.speed = speed;
    }

    @Override
    public void arrive(long at, Job job) {
        advance(at);
        running.add(new Running(work + job.work(), job));
    }

    @Override
    public long nextEnd() {
        Running next = running.peek();
        return next == null ? NEVER : now + (long) Math.ceil((next.endsAtWork() - work) / rate());
    }

    @Override
    public Job finish() {
        advance(nextEnd());
        Running ended = running.remove();
        work = ended.endsAtWork();
        return ended.job();
    }

    @Override
    public int inFlight() {
        return running.size();
    }

    private void advance(long at) {
        if (!running.isEmpty()) {
            work += (at - now) * rate();
        }
        now = at;
    }

    private double rate() {
        return speed * Math.min(1, (double) cores / running.size());
    }
}
