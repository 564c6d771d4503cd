package dev.pluginlb.simulate;

/**
 * What a simulated node is like.
 *
 * @param slots requests that run at full speed at once
 * @param speed by which a request's work is divided
 */
public record NodeSpec(Kind kind, int slots, double speed) {

    /** What happens to more requests than there are slots. */
    public enum Kind {
        /** They stand in a queue of the node. */
        SLOTS,
        /** All run, and share its processors. */
        SHARED
    }

    /** @throws IllegalArgumentException if a number is out of its range */
    public NodeSpec {
        if (slots < 1 || !(speed > 0)) {
            throw new IllegalArgumentException(
                    "node: " + slots + " slots, speed " + speed + " (expected: at least 1, above 0)");
        }
    }

    SimulatedNode node() {
        return kind == Kind.SLOTS ? new SlotNode(slots, speed) : new SharedNode(slots, speed);
    }

    /** Seconds of work that it does in a second. */
    double capacity() {
        return slots * speed;
    }
}
