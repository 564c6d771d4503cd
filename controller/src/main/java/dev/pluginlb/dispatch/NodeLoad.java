package dev.pluginlb.dispatch;

/**
 * One node as a request that is to be placed sees it.
 *
 * @param weight how much it takes relative to the others; above 0
 * @param slots how many requests it runs at once; 0 when unknown, or when it shares its processor between all it has
 * @param inFlight requests it has now
 * @param inFlightLong of them, the long ones
 */
public record NodeLoad(double weight, int slots, int inFlight, int inFlightLong) {

    /** @throws IllegalArgumentException if a number is out of its range */
    public NodeLoad {
        if (!(weight > 0)) {
            throw new IllegalArgumentException("weight: " + weight + " (expected: above 0)");
        }
        if (slots < 0 || inFlight < inFlightLong || inFlightLong < 0) {
            throw new IllegalArgumentException("slots, inFlight, inFlightLong: " + slots + ", " + inFlight + ", "
                    + inFlightLong + " (expected: none below 0, no more long ones than all)");
        }
    }

    boolean isIdle() {
        return inFlight == 0;
    }

    /** Whether one more request would run at once, as far as is known. */
    boolean hasFreeSlot() {
        return slots == 0 || inFlight < slots;
    }

    /** What its load would be with one more request. */
    double nextLoad() {
        return (inFlight + 1) / weight;
    }
}
