package dev.pluginlb.simulate;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Runs all its requests at once and shares {@code cores} processors equally between them, no request getting more than
 * one: with {@code n} requests each advances at {@code speed * min(1, cores / n)}.
 *
 * <p>Exact: {@code served} is the work that each request present from the beginning would have got, so a request that
 * is added when it is {@code v} ends when it is {@code v + work}.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Processor_sharing">processor sharing</a>
 */
final class SharedNode implements SimulatedNode {

    private final int cores;
    private final double speed;
    private final PriorityQueue<Running> running = new PriorityQueue<>(Comparator.comparingDouble(Running::endsWhen));
    private double served;
    private double at;

    private record Running(Job job, double endsWhen) {}

    SharedNode(int cores, double speed) {
        this.cores = cores;
        this.speed = speed;
    }

    @Override
    public void add(Job job, double now) {
        served += (now - at) * rate();
        at = now;
        running.add(new Running(job, served + job.request().work()));
    }

    @Override
    public double nextEnd() {
        Running next = running.peek();
        return next == null ? Double.POSITIVE_INFINITY : at + Math.max(0, next.endsWhen() - served) / rate();
    }

    @Override
    public Job end() {
        double now = nextEnd();
        Running ended = running.remove();
        served = ended.endsWhen();
        at = now;
        return ended.job();
    }

    private double rate() {
        return running.isEmpty() ? 0 : speed * Math.min(1, (double) cores / running.size());
    }
}
