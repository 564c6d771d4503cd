package dev.pluginlb.admin.metrics;

import dev.pluginlb.admin.view.AdminJson;
import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.cluster.NodeState;
import dev.pluginlb.control.Controller;
import dev.pluginlb.control.ControllerState;
import dev.pluginlb.control.InFlight;
import dev.pluginlb.nginx.Carried;
import dev.pluginlb.redis.NodeStatus;
import dev.pluginlb.traffic.Flow;
import dev.pluginlb.traffic.FlowTally;
import dev.pluginlb.traffic.FlowTally.End;
import dev.pluginlb.traffic.Flows;
import dev.pluginlb.traffic.RequestClass;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Nginx told of requests. Of nodes, only those that the cluster has now have series, besides {@code none} and {@code
 * other}: a node that comes back goes on where it was. By node there are number and sum of the times alone, since a histogram
 * of each of a thousand nodes would be some megabytes.
 */
final class RequestMetrics {

    private static final List<Double> BOUNDS =
            FlowTally.BOUNDS.stream().map(Series::seconds).toList();

    private final ControllerState state;
    private final Flows.Seen flows;

    private RequestMetrics(ControllerState state, Flows.Seen flows) {
        this.state = state;
        this.flows = flows;
    }

    static Stream<MetricSnapshot> of(Controller controller) {
        RequestMetrics metrics = new RequestMetrics(controller.state(), controller.flows());
        Map<Flow, FlowTally> byNode = metrics.byNode();
        return Stream.of(
                Series.counters(
                        "pluginlb_requests", "Requests that ended, by how they did for their clients", ends(byNode)),
                Series.histogram(
                        "pluginlb_request_duration_seconds",
                        "How long requests took, from the first byte that Nginx read to the last that it sent",
                        BOUNDS,
                        times("route", metrics.flows.byRoute())),
                Series.summary(
                        "pluginlb_node_request_duration_seconds",
                        "How long requests took, by the node that was asked last",
                        times("node", byNode)),
                Series.gauges(
                        "pluginlb_requests_in_flight",
                        "Requests that run on a node: those of this Nginx with the Lua driver, else what the node says",
                        metrics.inFlight()));
    }

    private Map<Flow, FlowTally> byNode() {
        Set<String> known = Stream.concat(
                        state.cluster().nodes().stream()
                                .map(node -> node.address().toString()),
                        Stream.of(Flow.NOWHERE, Flow.OTHERS))
                .collect(Collectors.toSet());
        return flows.byNode().entrySet().stream()
                .filter(flow -> known.contains(flow.getKey().way()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<Labels, Long> ends(Map<Flow, FlowTally> byNode) {
        Map<Labels, Long> ends = zeros();
        byNode.forEach((flow, tally) -> {
            ends.put(labels(flow, End.SERVER_ERROR), 0L);
            tally.ends().forEach((end, count) -> ends.put(labels(flow, end), count));
        });
        return ends;
    }

    /**
     * A query of failures is not empty while there are none, nor is the first one missed, as a rate misses what begins at one. Of
     * nodes that have been asked only failures are there beforehand: all four ends of a thousand nodes would be some megabytes.
     */
    private static Map<Labels, Long> zeros() {
        Map<Labels, Long> zeros = new HashMap<>();
        for (RequestClass one : RequestClass.values()) {
            for (End end : End.values()) {
                zeros.put(labels(new Flow(one, Flow.NOWHERE), end), 0L);
            }
        }
        return zeros;
    }

    private static Labels labels(Flow flow, End end) {
        return Labels.of("class", AdminJson.word(flow.requestClass()), "node", flow.way(), "end", AdminJson.word(end));
    }

    private static Map<Labels, Series.Times> times(String way, Map<Flow, FlowTally> flows) {
        return flows.entrySet().stream()
                .collect(Collectors.toMap(
                        flow -> Labels.of(
                                "class",
                                AdminJson.word(flow.getKey().requestClass()),
                                way,
                                flow.getKey().way()),
                        flow -> new Series.Times(
                                flow.getValue().times(), flow.getValue().sum())));
    }

    private Map<Labels, Integer> inFlight() {
        Map<Labels, Integer> numbers = new HashMap<>();
        carried().forEach((node, carried) -> {
            numbers.put(labels(RequestClass.LONG, node), carried.longOnes());
            numbers.put(labels(RequestClass.SHORT, node), carried.all() - carried.longOnes());
        });
        return numbers;
    }

    private static Labels labels(RequestClass requestClass, Address node) {
        return Labels.of("class", AdminJson.word(requestClass), "node", node.toString());
    }

    private Map<Address, Carried> carried() {
        Optional<InFlight> counted = state.inNginx();
        return state.cluster().nodes().stream()
                .map(node -> counted.map(count -> Map.entry(node.address(), count.to(node.address())))
                        .or(() -> said(node).map(carried -> Map.entry(node.address(), carried))))
                .flatMap(Optional::stream)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one));
    }

    /** What it said before it fell silent is not what it runs now. */
    private Optional<Carried> said(Node node) {
        return Optional.ofNullable(state.coordination().nodes().get(node.id()))
                .filter(said -> node.state() != NodeState.DOWN)
                .map(RequestMetrics::carried);
    }

    /** Nodes may write that entry themselves, so its two numbers need not fit together. */
    private static Carried carried(NodeStatus status) {
        return new Carried(Math.max(status.inFlight(), status.inFlightLong()), status.inFlightLong());
    }
}
