package dev.pluginlb.admin.view;

import dev.pluginlb.cluster.Node;
import dev.pluginlb.cluster.NodeState;
import dev.pluginlb.control.ControllerState;
import dev.pluginlb.nginx.Carried;
import dev.pluginlb.redis.NodeStatus;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One node.
 *
 * @param role {@code main} or {@code worker}
 * @param state {@code up}, {@code down}, {@code draining} or {@code unknown}
 * @param working whether it runs any request; null when nobody tells
 * @param longRequest whether it runs a long one; null while that is not known
 * @param inFlight null while nobody tells, as of a node that does not answer
 * @param lastHeartbeatAgeMs null for a node that is not expected to give signs of life
 */
public record NodeView(
        String id,
        String address,
        String role,
        String state,
        @Nullable Boolean working,
        @Nullable Boolean longRequest,
        @Nullable Integer inFlight,
        @Nullable Integer inFlightLong,
        int weight,
        @Nullable Long lastHeartbeatAgeMs,
        String lastProbe,
        String reason) {

    /** The same, but with what a front's Nginx has in flight to it as its load. */
    NodeView carrying(Carried carried) {
        return new NodeView(
                id,
                address,
                role,
                state,
                carried.all() > 0,
                carried.longOnes() > 0,
                carried.all(),
                carried.longOnes(),
                weight,
                lastHeartbeatAgeMs,
                lastProbe,
                reason);
    }

    /**
     * Never more long ones than all: the node's own number is of its latest probe, the leader's of long ones is older, and may
     * still count some that have ended since.
     */
    static NodeView of(Node node, ControllerState state) {
        boolean main = state.main().map(Node::id).filter(node.id()::equals).isPresent();
        // What it said before it fell silent is not what it runs now.
        boolean tells = node.state() != NodeState.DOWN;
        Optional<NodeStatus> status =
                Optional.ofNullable(state.coordination().nodes().get(node.id())).filter(said -> tells);
        Integer probed = tells && node.inFlight().isPresent() ? node.inFlight().getAsInt() : null;
        Integer inFlight = probed == null ? status.map(NodeView::all).orElse(null) : probed;
        int most = probed == null ? Integer.MAX_VALUE : probed;
        return new NodeView(
                node.id().value(),
                node.address().toString(),
                main ? "main" : "worker",
                AdminJson.word(node.state()),
                inFlight == null ? null : inFlight > 0,
                status.map(said -> said.longRequest() && most > 0).orElse(null),
                inFlight,
                status.map(said -> Math.min(said.inFlightLong(), most)).orElse(null),
                node.weight(),
                node.heartbeatAge().map(Duration::toMillis).orElse(null),
                node.lastProbe().toString(),
                node.reason());
    }

    /** Nodes may write that entry themselves, so its two numbers need not fit together. */
    private static int all(NodeStatus status) {
        return Math.max(status.inFlight(), status.inFlightLong());
    }
}
