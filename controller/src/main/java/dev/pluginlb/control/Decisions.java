package dev.pluginlb.control;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.cluster.ClusterSnapshot;
import dev.pluginlb.cluster.Drain;
import dev.pluginlb.cluster.Node;
import dev.pluginlb.cluster.NodeId;
import dev.pluginlb.policy.Decision;
import dev.pluginlb.policy.PlanMemory;
import dev.pluginlb.policy.Planner;
import dev.pluginlb.policy.Situation;
import dev.pluginlb.policy.Weights;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Has it decided what a cluster is to be served by, and passes on what others must know of that: a restart of ours the nodes
 * and their drains, the other controllers the main node and the weights. Confined to the control loop.
 */
final class Decisions {

    private final Planner planner;
    private final Agreement agreement;
    private final Effects effects;

    private PlanMemory memory = PlanMemory.EMPTY;
    private Input.Measured measured = new Input.Measured(Map.of(), Map.of(), Optional.empty());
    private Map<Address, Drain> remembered = Map.of();

    Decisions(Planner planner, Agreement agreement, Effects effects) {
        this.planner = planner;
        this.agreement = agreement;
        this.effects = effects;
    }

    /** The main node from before a restart. */
    void restore(Optional<Address> main) {
        memory = new PlanMemory(List.of(), memory.weights(), main);
    }

    void measured(Input.Measured latest) {
        measured = latest;
    }

    Decision of(ClusterSnapshot cluster, Services services, Instant now) {
        Situation situation = new Situation(cluster, agreement.classes(), agreement.main(), signals());
        Decision decision = services.added(planner.decide(situation, memory, now));
        boolean moved = services.haveNamesMoved() || !cluster.drains().equals(remembered);
        if (moved || !decision.memory().servers().equals(memory.servers())) {
            remembered = cluster.drains();
            effects.remember(KnownCluster.of(cluster, decision).with(services.names()));
        }
        memory = decision.memory();
        decision.main().map(Node::id).ifPresent(this::agreeOn);
        if (!decision.proposedFactors().isEmpty()) {
            effects.proposeFactors(decision.proposedFactors());
        }
        return decision;
    }

    private Weights.Signals signals() {
        return new Weights.Signals(
                measured.slowness(), agreement.coordination().weights(), measured.slots(), measured.demand());
    }

    private void agreeOn(NodeId chosen) {
        if (agreement.main().equals(Optional.of(chosen))) {
            effects.withdrawMain();
        }
        if (agreement.mustPropose(chosen)) {
            effects.proposeMain(agreement.main(), chosen);
        }
    }
}
