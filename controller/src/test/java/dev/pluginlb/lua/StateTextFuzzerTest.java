package dev.pluginlb.lua;

import dev.pluginlb.testing.Mutations;
import org.junit.jupiter.api.Test;

class StateTextFuzzerTest {

    @Test
    void whateverIsToldIsTakenOrRefusedInWords() {
        try (StateTextFuzzer fuzzer = new StateTextFuzzer()) {
            Mutations.tryNear("state", 600, fuzzer::use);
        }
    }
}
