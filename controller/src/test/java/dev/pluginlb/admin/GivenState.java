package dev.pluginlb.admin;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.ClusterSnapshot;
import dev.pluginlb.cluster.Freshness;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.control.ControllerState;
import dev.pluginlb.control.DeploymentState;
import dev.pluginlb.control.DrainState;
import dev.pluginlb.control.InFlight;
import dev.pluginlb.control.ReleaseRecord;
import dev.pluginlb.control.ServiceState;
import dev.pluginlb.plan.Balancing;
import dev.pluginlb.plan.Pool;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.redis.Coordination;
import dev.pluginlb.render.RenderedConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a controller that has just started sees, until parts of it are said to be otherwise. For any thread. */
final class GivenState {

    private ClusterSnapshot cluster = new ClusterSnapshot(List.of(), Freshness.live(SettableController.STARTED));
    private Coordination coordination = Coordination.NONE;
    private Optional<InFlight> inNginx = Optional.empty();
    private SortedMap<Address, DrainState> drains = new TreeMap<>();
    private RoutingPlan plan = RoutingPlan.ofOnePool(new Pool(Pool.ALL, Balancing.LEAST_CONN, List.of()));
    private List<String> reasons = List.of();
    private DeploymentState deployment =
            new DeploymentState(Optional.empty(), Optional.empty(), false, Optional.empty(), Optional.empty(), 0, "");
    private Optional<RenderedConfig> target = Optional.empty();
    private List<String> faults = List.of();
    private List<ReleaseRecord> history = List.of();
    private List<ServiceState> services = List.of();

    /** The first that is up is the main node, and the last of all the daemons' own master. */
    synchronized ControllerState now() {
        List<Node> nodes = cluster.nodes();
        Optional<Node> main = nodes.stream().filter(Node::isUp).findFirst();
        Optional<NodeId> master = nodes.stream().map(Node::id).reduce((first, last) -> last);
        return new ControllerState(
                SettableController.STARTED,
                cluster,
                main,
                master,
                coordination,
                inNginx,
                drains,
                plan,
                reasons,
                faults,
                deployment,
                target,
                history,
                services);
    }

    synchronized void cluster(Freshness freshness, List<Node> nodes) {
        cluster = new ClusterSnapshot(nodes, freshness);
    }

    synchronized void coordination(Coordination said) {
        coordination = said;
    }

    synchronized void services(List<ServiceState> pools) {
        services = pools;
    }

    synchronized void inNginx(InFlight requests) {
        inNginx = Optional.of(requests);
    }

    /** It alone is drained. */
    synchronized void drained(Address node, DrainState drain) {
        drains = new TreeMap<>(Map.of(node, drain));
    }

    synchronized void plan(RoutingPlan followed, List<String> why) {
        plan = followed;
        reasons = why;
    }

    synchronized void deployment(DeploymentState state, RenderedConfig wanted, List<ReleaseRecord> attempts) {
        deployment = state;
        target = Optional.of(wanted);
        history = attempts;
    }
}
