package dev.pluginlb.simulate;

import dev.pluginlb.dispatch.DispatchRule;

/** A way to route, as one run has it: its rule may change with what it learns. */
interface Contender {

    /** What places requests now. */
    DispatchRule rule();

    /** The slots that the rule is told of; 0 for unknown. */
    default int slots(int node) {
        return 0;
    }

    /** What a node takes relative to the others. */
    default double weight(int node) {
        return 1;
    }

    /** Learns from a request that has ended on its node. */
    default void ended(SimulatedNode.Job job, double now) {}

    /** Called each second. */
    default void tick() {}
}
