package dev.pluginlb.bench.work;

import dev.pluginlb.bench.work.Job.Kind;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * So many slots, and a queue for what finds none free; what runs is never interrupted. A slot that gets free is taken at that
 * moment, however late anybody looks, so no capacity is lost to slow timers.
 */
public final class SlotStation implements Station {

    private record Running(long end, Job job, double speed) {}

    private final PriorityQueue<Double> free = new PriorityQueue<>(Comparator.reverseOrder());
    private final PriorityQueue<Running> running = new PriorityQueue<>(Comparator.comparingLong(Running::end));
    private final List<Queue<Job>> waiting;

    /** One queue for both classes may stand in both places. */
    private SlotStation(Collection<Double> speeds, Queue<Job> waitingShort, Queue<Job> waitingLong) {
        this.waiting = List.of(waitingShort, waitingLong);
        free.addAll(speeds);
    }

    /** As a node has it: it knows no classes. */
    static SlotStation firstComeFirstServed(Collection<Double> speeds) {
        Queue<Job> both = new ArrayDeque<>();
        return new SlotStation(speeds, both, both);
    }

    /** As no proxy can do better: waiting short requests go first, and the fastest free slot is taken. */
    static SlotStation shortFirst(Collection<Double> speeds) {
        return new SlotStation(speeds, new ArrayDeque<>(), new ArrayDeque<>());
    }

    @Override
    public void arrive(long now, Job job) {
        queueOf(job).add(job);
        serve(now);
    }

    @Override
    public long nextEnd() {
        Running next = running.peek();
        return next == null ? NEVER : next.end();
    }

    @Override
    public Job finish() {
        Running ended = running.remove();
        free.add(ended.speed());
        serve(ended.end());
        return ended.job();
    }

    @Override
    public int inFlight() {
        return running.size()
                + waiting.stream().distinct().mapToInt(Queue::size).sum();
    }

    private Queue<Job> queueOf(Job job) {
        return waiting.get(job.kind() == Kind.SHORT ? 0 : 1);
    }

    private void serve(long now) {
        for (Queue<Job> queue : waiting) {
            while (!queue.isEmpty() && !free.isEmpty()) {
                double speed = free.remove();
                Job job = queue.remove();
                running.add(new Running(now + (long) (job.work() / speed), job, speed));
            }
        }
    }
}
