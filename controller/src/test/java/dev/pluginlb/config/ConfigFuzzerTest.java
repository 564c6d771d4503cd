package dev.pluginlb.config;

import dev.pluginlb.testing.Mutations;
import org.junit.jupiter.api.Test;

class ConfigFuzzerTest {

    @Test
    void whateverOnceFailedOrIsNearAGoodConfigurationIsTakenOrRefusedInWords() {
        try (ConfigFuzzer fuzzer = new ConfigFuzzer()) {
            Mutations.tryNear("config", 400, fuzzer::use);
        }
    }
}
