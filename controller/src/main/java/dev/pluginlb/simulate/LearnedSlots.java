package dev.pluginlb.simulate;

import dev.pluginlb.dispatch.Demand;
import dev.pluginlb.dispatch.Observation;
import dev.pluginlb.dispatch.SlotEstimate;
import dev.pluginlb.dispatch.Tuning;
import dev.pluginlb.traffic.RequestClass;
import java.util.List;

/** {@code adaptive} where nobody said how many slots nodes have. */
final class LearnedSlots extends Adaptive {

    private final SlotEstimate estimate = new SlotEstimate();

    LearnedSlots(List<NodeSpec> nodes) {
        super(nodes);
    }

    @Override
    public int slots(int node) {
        return estimate.slots(name(node));
    }

    @Override
    public void ended(SimulatedNode.Job job, double now) {
        super.ended(job, now);
        if (job.request().taken() == RequestClass.SHORT) {
            estimate.add(new Observation(name(job.node()), job.request().endpoint(), job.inFlight(), took(job, now)));
        }
    }

    @Override
    public void tick() {
        estimate.look();
        super.tick();
    }

    @Override
    Tuning tuning(Demand demand, int slots) {
        return Tuning.of(demand, slots);
    }

    private static String name(int node) {
        return String.valueOf(node);
    }
}
