package dev.pluginlb.simulate;

/** A node at work. Times never go back. */
interface SimulatedNode {

    void add(Job job, double now);

    /** When the next of its requests will end, if nothing is added; infinite when it has none. */
    double nextEnd();

    /** Ends that request. */
    Job end();

    /**
     * A request on its node.
     *
     * @param inFlight what the node had before it
     */
    record Job(Request request, int node, int inFlight, double startedAt) {}
}
