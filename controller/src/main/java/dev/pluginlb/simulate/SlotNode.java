package dev.pluginlb.simulate;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** Runs so many requests at once as it has slots; the others stand behind them, first come first served. */
final class SlotNode implements SimulatedNode {

    private final int slots;
    private final double speed;
    private final PriorityQueue<Running> running = new PriorityQueue<>(Comparator.comparingDouble(Running::endsAt));
    private final Queue<Job> waiting = new ArrayDeque<>();

    private record Running(Job job, double endsAt) {}

    SlotNode(int slots, double speed) {
        this.slots = slots;
        this.speed = speed;
    }

    @Override
    public void add(Job job, double now) {
        if (running.size() < slots) {
            run(job, now);
        } else {
            waiting.add(job);
        }
    }

    @Override
    public double nextEnd() {
        Running next = running.peek();
        return next == null ? Double.POSITIVE_INFINITY : next.endsAt();
    }

    @Override
    public Job end() {
        Running ended = running.remove();
        Job next = waiting.poll();
        if (next != null) {
            run(next, ended.endsAt());
        }
        return ended.job();
    }

    private void run(Job job, double now) {
        running.add(new Running(job, now + job.request().work() / speed));
    }
}
