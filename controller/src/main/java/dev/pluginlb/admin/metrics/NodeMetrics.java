package dev.pluginlb.admin.metrics;

import dev.pluginlb.admin.view.AdminJson;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.cluster.NodeState;
import dev.pluginlb.control.ControllerState;
import dev.pluginlb.plan.Server;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The nodes, by their addresses, and how they stand. */
final class NodeMetrics {

    private NodeMetrics() {}

    static Stream<MetricSnapshot> of(ControllerState state) {
        return Stream.of(
                Series.gauges("pluginlb_nodes", "Nodes by state", counts(state)),
                Series.gauges(
                        "pluginlb_node_up",
                        "1 when the node answers its probes and is not drained",
                        each(state, node -> node.isUp() ? 1 : 0)),
                Series.info(
                        "pluginlb_node",
                        "Who stands at an address: its id, role and state",
                        state.cluster().nodes().stream()
                                .map(node -> labels(node, state))
                                .collect(Collectors.toSet())),
                Series.gauges("pluginlb_node_weight", "Weight of the servers in the wanted routing", weights(state)),
                Series.gauges(
                        "pluginlb_node_heartbeat_age_seconds",
                        "Time since the heartbeat of a node moved",
                        ages(state)));
    }

    /** Every state has its series, also at zero. */
    private static Map<Labels, Long> counts(ControllerState state) {
        return Arrays.stream(NodeState.values())
                .collect(Collectors.toMap(
                        one -> Labels.of("state", AdminJson.word(one)),
                        one -> state.cluster().nodes().stream()
                                .filter(node -> node.state() == one)
                                .count()));
    }

    private static Labels labels(Node node, ControllerState state) {
        boolean main = state.main().map(Node::id).filter(node.id()::equals).isPresent();
        return Labels.of(
                "node",
                node.address().toString(),
                "id",
                node.id().value(),
                "role",
                main ? "main" : "worker",
                "state",
                AdminJson.word(node.state()));
    }

    private static Map<Labels, Integer> each(ControllerState state, Function<Node, Integer> value) {
        return state.cluster().nodes().stream().collect(Collectors.toMap(NodeMetrics::label, value, Math::max));
    }

    private static Map<Labels, Integer> weights(ControllerState state) {
        return state.plan().all().servers().stream()
                .collect(Collectors.toMap(
                        server -> Labels.of("node", server.address().toString()), Server::weight, Math::max));
    }

    private static Map<Labels, Double> ages(ControllerState state) {
        Map<Labels, Double> ages = new HashMap<>();
        state.cluster()
                .nodes()
                .forEach(node ->
                        node.heartbeatAge().ifPresent(age -> ages.merge(label(node), Series.seconds(age), Math::min)));
        return ages;
    }

    /** Two nodes may claim one address for a while; then it has one series. */
    private static Labels label(Node node) {
        return Labels.of("node", node.address().toString());
    }
}
