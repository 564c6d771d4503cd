package dev.pluginlb.control;

import dev.pluginlb.cluster.ClusterSnapshot;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.redis.Coordination;
import dev.pluginlb.render.RenderedConfig;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that can be seen of the controller at one moment. Immutable; replaced as a whole by the loop alone.
 *
 * @param started when this controller started
 * @param coordination what the controllers have told each other
 * @param reasons what is out of the ordinary, and why
 * @param target the config that should be live
 * @param history the latest attempts, newest first
 */
public record ControllerState(
        Instant started,
        ClusterSnapshot cluster,
        Optional<Node> main,
        Optional<NodeId> daemonMaster,
        Coordination coordination,
        RoutingPlan plan,
        List<String> reasons,
        DeploymentState deployment,
        Optional<RenderedConfig> target,
        List<ReleaseRecord> history) {

    public ControllerState {
        reasons = List.copyOf(reasons);
        history = List.copyOf(history);
    }
}
