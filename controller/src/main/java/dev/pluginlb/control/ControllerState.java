package dev.pluginlb.control;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.ClusterSnapshot;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.redis.Coordination;
import dev.pluginlb.render.RenderedConfig;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that can be seen of the controller at one moment. Immutable; replaced as a whole by the loop alone.
 *
 * @param started when this controller started
 * @param coordination what the controllers have told each other
 * @param inNginx what Nginx has in flight, where it counts that
 * @param drains whom operators have drained, and how far that has come
 * @param reasons what is out of the ordinary, and why
 * @param faults what somebody has to mend, and how
 * @param target the config that should be live
 * @param history the latest attempts, newest first
 * @param services the further pools, sorted by name
 */
public record ControllerState(
        Instant started,
        ClusterSnapshot cluster,
        Optional<Node> main,
        Optional<NodeId> daemonMaster,
        Coordination coordination,
        Optional<InFlight> inNginx,
        SortedMap<Address, DrainState> drains,
        RoutingPlan plan,
        List<String> reasons,
        List<String> faults,
        DeploymentState deployment,
        Optional<RenderedConfig> target,
        List<ReleaseRecord> history,
        List<ServiceState> services) {

    public ControllerState {
        drains = Collections.unmodifiableSortedMap(new TreeMap<>(drains));
        reasons = List.copyOf(reasons);
        faults = List.copyOf(faults);
        history = List.copyOf(history);
        services = List.copyOf(services);
    }

    /**
     * Whether what is wanted is in effect, and nobody waits for a node to become empty. Whatever has a time to wait for that
     * is shorter than seconds is something under way; all else begins with an input.
     */
    boolean isAtRest() {
        return deployment.proven()
                && deployment.waitingFor().isEmpty()
                && drains.values().stream().allMatch(DrainState::empty);
    }
}
