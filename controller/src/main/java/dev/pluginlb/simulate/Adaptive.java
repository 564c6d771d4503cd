package dev.pluginlb.simulate;

import dev.pluginlb.dispatch.AdaptiveLive;
import dev.pluginlb.dispatch.Demand;
import dev.pluginlb.dispatch.DemandMeter;
import dev.pluginlb.dispatch.DispatchRule;
import dev.pluginlb.dispatch.Tuning;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rule {@code adaptive} with its controller: measures the demand from what ends, and tunes the rule each second. It
 * knows how fast nodes are relative to each other, as the controller does.
 */
class Adaptive implements Contender {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<NodeSpec> nodes;
    private final DemandMeter meter = new DemandMeter();
    private DispatchRule rule = new AdaptiveLive(Tuning.NONE);

    Adaptive(List<NodeSpec> nodes) {
        this.nodes = nodes;
    }

    @Override
    public DispatchRule rule() {
        return rule;
    }

    @Override
    public int slots(int node) {
        NodeSpec spec = nodes.get(node);
        return spec.kind() == NodeSpec.Kind.SLOTS ? spec.slots() : 0;
    }

    @Override
    public double weight(int node) {
        return nodes.get(node).speed();
    }

    @Override
    public void ended(SimulatedNode.Job job, double now) {
        meter.add(job.request().taken(), took(job, now), 1);
    }

    static Duration took(SimulatedNode.Job job, double now) {
        return Duration.ofNanos(Math.round((now - job.startedAt()) * 1e9));
    }

    @Override
    public void tick() {
        meter.pass(SECOND);
        int slots = IntStream.range(0, nodes.size()).map(this::slots).sum();
        rule = new AdaptiveLive(tuning(meter.demand(), slots));
    }

    Tuning tuning(Demand demand, int slots) {
        return Tuning.of(demand, slots).forGivenSlots();
    }
}
