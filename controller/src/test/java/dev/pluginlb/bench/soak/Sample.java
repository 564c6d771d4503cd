package dev.pluginlb.bench.soak;

import java.util.Map;

/**
 * One look at everything.
 *
 * @param second since the load began
 */
record Sample(double second, Map<Measure, Double> values) {

    Sample {
        values = Map.copyOf(values);
    }
}
