package dev.pluginlb.simulate;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * The reference that every contender is compared with: one queue before all slots of all nodes, short requests first,
 * nothing interrupted; the fastest free slot is taken. No proxy can do this, since a node that has a request keeps it.
 *
 * <p>Where nodes share their processors it is one node that shares all of them.
 */
final class CentralQueue {

    private final PriorityQueue<Double> free = new PriorityQueue<>(Comparator.reverseOrder());
    private final PriorityQueue<Running> running = new PriorityQueue<>(Comparator.comparingDouble(Running::endsAt));
    private final Queue<Request> shortOnes = new ArrayDeque<>();
    private final Queue<Request> longOnes = new ArrayDeque<>();
    private final Tally tally;

    private record Running(Request request, double speed, double endsAt) {}

    private CentralQueue(List<NodeSpec> nodes, Tally tally) {
        this.tally = tally;
        nodes.forEach(node -> {
            for (int slot = 0; slot < node.slots(); slot++) {
                free.add(node.speed());
            }
        });
    }

    /** Runs the whole workload, to its last end. */
    static void run(List<NodeSpec> nodes, List<Request> workload, Tally tally) {
        if (nodes.stream().allMatch(node -> node.kind() == NodeSpec.Kind.SHARED)) {
            share(nodes, workload, tally);
        } else {
            new CentralQueue(nodes, tally).run(workload);
        }
    }

    private static void share(List<NodeSpec> nodes, List<Request> workload, Tally tally) {
        int cores = nodes.stream().mapToInt(NodeSpec::slots).sum();
        double capacity = nodes.stream().mapToDouble(NodeSpec::capacity).sum();
        SharedNode all = new SharedNode(cores, capacity / cores);
        for (Request request : workload) {
            endAll(all, request.at(), tally);
            all.add(new SimulatedNode.Job(request, 0, 0, request.at()), request.at());
        }
        endAll(all, Double.MAX_VALUE, tally);
    }

    private static void endAll(SharedNode node, double until, Tally tally) {
        while (node.nextEnd() <= until) {
            double now = node.nextEnd();
            tally.add(node.end().request(), now);
        }
    }

    private void run(List<Request> workload) {
        for (Request request : workload) {
            endAll(request.at());
            (request.isLong() ? longOnes : shortOnes).add(request);
            start(request.at());
        }
        endAll(Double.MAX_VALUE);
    }

    private void endAll(double until) {
        while (!running.isEmpty() && running.element().endsAt() <= until) {
            Running ended = running.remove();
            tally.add(ended.request(), ended.endsAt());
            free.add(ended.speed());
            start(ended.endsAt());
        }
    }

    private void start(double now) {
        Queue<Request> first = shortOnes.isEmpty() ? longOnes : shortOnes;
        if (!first.isEmpty() && !free.isEmpty()) {
            Request request = first.remove();
            double speed = free.remove();
            running.add(new Running(request, speed, now + request.work() / speed));
        }
    }
}
