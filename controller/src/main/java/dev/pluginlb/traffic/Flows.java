package dev.pluginlb.traffic;

import dev.pluginlb.cluster.Address;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts all finished requests since the start, by the node that answered and by route.
 *
 * <p>Bounded: of nodes the {@value #NODES} latest are remembered, in two classes each, since nodes come and go; of routes the
 * first {@value #ROUTES}, since anybody can invent some, and the others are counted together. Thread-safe.
 */
public final class Flows {

    static final int NODES = 2000;
    static final int ROUTES = 200;

    private final EndpointKeys routes = new EndpointKeys(KeyForm.ROUTE);
    private final Map<Flow, FlowCounter> byNode = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Flow, FlowCounter> byRoute = new TreeMap<>();

    /** What was counted until now. */
    public record Seen(SortedMap<Flow, FlowTally> byNode, SortedMap<Flow, FlowTally> byRoute) {}

    public synchronized void add(FinishedRequest request) {
        RequestClass requestClass = Flow.classOf(request);
        Flow node = new Flow(requestClass, node(request));
        byNode.computeIfAbsent(node, unused -> new FlowCounter()).add(request);
        if (byNode.size() > 2 * NODES) {
            byNode.remove(byNode.keySet().iterator().next());
        }
        Flow route = new Flow(requestClass, route(request));
        boolean fits = byRoute.containsKey(route) || byRoute.size() < 2 * ROUTES;
        byRoute.computeIfAbsent(fits ? route : new Flow(requestClass, Flow.OTHERS), unused -> new FlowCounter())
                .add(request);
    }

    public synchronized Seen seen() {
        return new Seen(tallies(byNode), tallies(byRoute));
    }

    /** Anybody on this machine may write to the feed, so what is no address is not taken for a node's name. */
    private static String node(FinishedRequest request) {
        return request.lastTry().map(last -> address(last.address())).orElse(Flow.NOWHERE);
    }

    private static String address(String logged) {
        try {
            return Address.parse(logged).toString();
        } catch (IllegalArgumentException none) {
            return Flow.OTHERS;
        }
    }

    private String route(FinishedRequest request) {
        return routes.of(request.method(), request.path(), "")
                .map(EndpointKey::toString)
                .orElse(Flow.OTHERS);
    }

    private static SortedMap<Flow, FlowTally> tallies(Map<Flow, FlowCounter> counters) {
        SortedMap<Flow, FlowTally> tallies = new TreeMap<>();
        counters.forEach((flow, counter) -> tallies.put(flow, counter.tally()));
        return tallies;
    }
}
