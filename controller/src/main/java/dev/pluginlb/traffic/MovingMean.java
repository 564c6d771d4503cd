package dev.pluginlb.traffic;

/**
 * An exponentially weighted mean: {@code mean += (value - mean) / min(n, memory)}. So it is the plain mean of the first
 * {@code memory} values, and then forgets slowly. Confined to its owner.
 */
final class MovingMean {

    private final int memory;
    private int count;
    private double mean;

    MovingMean(int memory) {
        this.memory = memory;
    }

    void add(double value) {
        count = Math.min(count + 1, memory);
        mean += (value - mean) / count;
    }

    /** How many values, at most {@code memory}. */
    int count() {
        return count;
    }

    double value() {
        return mean;
    }
}
