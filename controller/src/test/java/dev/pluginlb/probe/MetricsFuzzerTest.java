package dev.pluginlb.probe;

import dev.pluginlb.testing.Mutations;
import org.junit.jupiter.api.Test;

class MetricsFuzzerTest {

    @Test
    void whateverOnceFailedOrIsNearAGoodPageDoesNoHarm() {
        Mutations.tryNear("metrics", 3_000, MetricsFuzzer::fuzzerTestOneInput);
    }
}
