package dev.pluginlb.bench.work;

import dev.pluginlb.bench.work.NodeShape.Discipline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * One line of a scenario: which nodes, and what is asked of them.
 *
 * @param oddity what is unusual about it, in words; empty when nothing is
 * @param load the share of the nodes' capacity that arrivals ask for; unused when there are clients
 * @param clients how many ask again as soon as they are answered; 0 = arrivals are a Poisson process
 */
public record Cell(String oddity, List<NodeShape> nodes, Mix mix, double load, int clients) {

    public Cell {
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("nodes: none (expected: one or more)");
        }
    }

    public static Cell open(List<NodeShape> nodes, Mix mix, double load) {
        return new Cell("", nodes, mix, load, 0);
    }

    public static Cell closed(List<NodeShape> nodes, Mix mix, int clients) {
        return new Cell("", nodes, mix, 0, clients);
    }

    public Cell called(String what) {
        return new Cell(what, nodes, mix, load, clients);
    }

    /** As shown. */
    public String name() {
        String asked = clients == 0 ? String.format(Locale.ROOT, "load %.2f", load) : clients + " clients";
        String usual =
                String.format(Locale.ROOT, "%d nodes, %s, %.0f %% long", nodes.size(), asked, 100 * mix.longShare());
        return oddity.isEmpty() ? usual : usual + ", " + oddity;
    }

    public static List<NodeShape> nodes(int count, NodeShape shape) {
        return Collections.nCopies(count, shape);
    }

    /** Requests on their own clock, the same for all contenders: equal seeds give equal traces. */
    public Trace trace(Duration warmUp, Duration counted, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double meanGap = mix.meanWork() / (load * capacity());
        long end = warmUp.plus(counted).toNanos();
        List<Arrival> arrivals = new ArrayList<>();
        double at = gap(random, meanGap);
        while (at < end) {
            arrivals.add(new Arrival((long) at, mix.draw(arrivals.size(), random)));
            at += gap(random, meanGap);
        }
        return new Trace(arrivals, warmUp);
    }

    private static double gap(SplittableRandom random, double mean) {
        return -Math.log(1 - random.nextDouble()) * mean;
    }

    private double capacity() {
        return nodes.stream().mapToDouble(NodeShape::capacity).sum();
    }

    /** How long all nodes together work at what its clients can have asked for at one moment: a long request each. */
    public Duration backlog() {
        return Duration.ofNanos((long) (clients * mix.longestMeanWork() / capacity()));
    }

    /** What results are compared with. */
    public Reference reference() {
        boolean shares = nodes.stream().anyMatch(node -> node.discipline() == Discipline.SHARED);
        return shares ? Reference.FEWEST_IN_FLIGHT : Reference.CENTRAL_QUEUE;
    }
}
