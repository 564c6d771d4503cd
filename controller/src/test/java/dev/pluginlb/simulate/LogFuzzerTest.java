package dev.pluginlb.simulate;

import dev.pluginlb.testing.Mutations;
import org.junit.jupiter.api.Test;

class LogFuzzerTest {

    @Test
    void whateverOnceFailedOrIsNearAGoodLogDoesNoHarm() {
        Mutations.tryNear("log", 2_000, LogFuzzer::fuzzerTestOneInput);
    }
}
