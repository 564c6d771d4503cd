package dev.pluginlb.simulate;

import dev.pluginlb.dispatch.Arrival;
import dev.pluginlb.dispatch.NodeLoad;
import dev.pluginlb.traffic.RequestClass;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;

/**
 * One run of a workload through a contender, event by event: a request ends on a node, one arrives, what the proxy sees
 * is renewed, a second is over, or the first of those that wait has waited so long that the rule decides anew.
 *
 * <p>Requests that the rule makes wait stand in one queue, first come first served. The first is asked for again
 * whenever one of these events may have changed the answer.
 */
final class Simulation {

    private final List<Request> workload;
    private final Contender contender;
    private final Tally tally;
    private final SimulatedNode[] nodes;
    private final NodeLoad[] live;
    private final double staleness;
    private NodeLoad[] seen;
    private final Deque<Request> waiting = new ArrayDeque<>();
    private int arrived;
    private long turn;
    private double nextTick = 1;
    private double nextView;
    private double nextLook = Double.POSITIVE_INFINITY;

    Simulation(Scenario scenario, List<Request> workload, Contender contender, Tally tally) {
        this.workload = workload;
        this.contender = contender;
        this.tally = tally;
        this.staleness = scenario.staleness();
        this.nodes = scenario.nodes().stream().map(NodeSpec::node).toArray(SimulatedNode[]::new);
        this.live = new NodeLoad[nodes.length];
        for (int node = 0; node < nodes.length; node++) {
            live[node] = new NodeLoad(contender.weight(node), contender.slots(node), 0, 0);
        }
        this.seen = staleness > 0 ? live.clone() : live;
        this.nextView = staleness > 0 ? staleness : Double.POSITIVE_INFINITY;
    }

    /** Runs until every request has ended. */
    void run() {
        int soonest = soonest();
        double end = nodes[soonest].nextEnd();
        while (arrived < workload.size() || !waiting.isEmpty() || end < Double.POSITIVE_INFINITY) {
            double arrival = arrived < workload.size() ? workload.get(arrived).at() : Double.POSITIVE_INFINITY;
            double other = Math.min(nextTick, Math.min(nextView, nextLook));
            if (end <= arrival && end <= other) {
                end(soonest, end);
                look(end);
            } else if (arrival <= other) {
                arrive(workload.get(arrived++));
            } else {
                pass(other);
                look(other);
            }
            soonest = soonest();
            end = nodes[soonest].nextEnd();
        }
    }

    private int soonest() {
        int soonest = 0;
        for (int node = 1; node < nodes.length; node++) {
            if (nodes[node].nextEnd() < nodes[soonest].nextEnd()) {
                soonest = node;
            }
        }
        return soonest;
    }

    private void arrive(Request request) {
        if (request.taken() == RequestClass.LONG) {
            waiting.add(request);
            if (waiting.size() == 1) {
                look(request.at());
            }
        } else {
            place(request, request.at());
        }
    }

    private void end(int node, double now) {
        SimulatedNode.Job job = nodes[node].end();
        NodeLoad load = live[node];
        int longOnes = load.inFlightLong() - (job.request().taken() == RequestClass.LONG ? 1 : 0);
        live[node] = new NodeLoad(load.weight(), load.slots(), load.inFlight() - 1, longOnes);
        tally.add(job.request(), now);
        contender.ended(job, now);
    }

    /** What is due now, other than ends and arrivals. */
    private void pass(double now) {
        if (now >= nextTick) {
            contender.tick();
            learnSlots();
            nextTick += 1;
        }
        if (now >= nextView) {
            seen = live.clone();
            nextView += staleness;
        }
    }

    private void learnSlots() {
        for (int node = 0; node < nodes.length; node++) {
            live[node] = known(live[node], node);
            seen[node] = known(seen[node], node);
        }
    }

    private NodeLoad known(NodeLoad load, int node) {
        return new NodeLoad(contender.weight(node), contender.slots(node), load.inFlight(), load.inFlightLong());
    }

    /** Places those that wait, as far as the rule lets them. */
    private void look(double now) {
        while (!waiting.isEmpty() && place(waiting.element(), now)) {
            waiting.remove();
        }
        nextLook = Double.POSITIVE_INFINITY;
        if (!waiting.isEmpty()) {
            double since = waiting.element().at();
            for (Duration limit : contender.rule().limits()) {
                double due = since + limit.toNanos() / 1e9 + 1e-9;
                nextLook = due > now && due < nextLook ? due : nextLook;
            }
        }
    }

    private boolean place(Request request, double now) {
        Duration waited = Duration.ofNanos((long) ((now - request.at()) * 1e9));
        OptionalInt chosen = contender.rule().place(new Arrival(request.taken(), waited, turn), Arrays.asList(seen));
        chosen.ifPresent(node -> start(request, node, now));
        return chosen.isPresent();
    }

    private void start(Request request, int node, double now) {
        turn++;
        NodeLoad load = live[node];
        nodes[node].add(new SimulatedNode.Job(request, node, load.inFlight(), now), now);
        int longOnes = load.inFlightLong() + (request.taken() == RequestClass.LONG ? 1 : 0);
        live[node] = new NodeLoad(load.weight(), load.slots(), load.inFlight() + 1, longOnes);
    }
}
