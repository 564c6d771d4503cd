package dev.pluginlb.control;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.render.NginxState;
import dev.pluginlb.render.RenderedConfig;
import dev.pluginlb.render.TemplateRefusedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the loop sets in motion; each call returns at once. */
public interface Effects {

    /**
     * Probes these addresses from now on.
     *
     * @param atOnce of them, those whose turn must not be waited for
     */
    void probe(Set<Address> targets, Set<Address> atOnce);

    /** Probes these members of further pools from now on, by the names of the pools. */
    void probeMembers(Map<String, Set<Address>> members);

    /** Asks these nodes from now on which plugins they run; {@code atOnce} as with probes. */
    void askForPlugins(Set<Address> nodes, Set<Address> atOnce);

    /** @throws TemplateRefusedException if a template is broken */
    RenderedConfig render(RoutingPlan plan);

    /** Reads templates anew. */
    void forgetTemplates();

    /** Starts an attempt, whose end comes back as an {@link Input.Applied}. */
    void apply(RenderedConfig config);

    /** What the Lua driver's Nginx is to choose by; empty with the reload driver. */
    Optional<NginxState> state(StateSubject subject);

    /** Starts to tell a state, which comes back as an {@link Input.Told}. */
    void tell(NginxState state);

    /** Whether there is a release on disk that an empty plan must not replace. */
    boolean hasRelease();

    /** Asks the other controllers to agree on another main node. */
    void proposeMain(Optional<NodeId> former, NodeId next);

    /** Takes back a wish for another main node that was not granted yet: the agreed one will do. */
    void withdrawMain();

    /** Asks the other controllers to agree on other factors of the weights; said again until they do. */
    void proposeFactors(Map<Address, Double> factors);

    /** Writes down whom an operator wants drained; that it is there is seen by the next reading. */
    void keep(DrainWish wish);

    /** Keeps the cluster for a restart without Redis. */
    void remember(KnownCluster cluster);

    /** Keeps the history, and which release is pinned. */
    void remember(List<ReleaseRecord> history, Optional<String> pinned);
}
