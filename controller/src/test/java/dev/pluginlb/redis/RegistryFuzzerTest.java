package dev.pluginlb.redis;

import dev.pluginlb.testing.Mutations;
import org.junit.jupiter.api.Test;

class RegistryFuzzerTest {

    @Test
    void whateverOnceFailedOrIsNearAGoodRegistryDoesNoHarm() {
        try (RegistryFuzzer fuzzer = new RegistryFuzzer()) {
            Mutations.tryNear("registry", 300, fuzzer::use);
        }
    }
}
