package dev.pluginlb.redis;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.pluginlb.testing.Mutations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RegistryFuzzerTest {

    private static final int MUTATED = 300;

    @Test
    void whateverOnceFailedOrIsNearAGoodRegistryDoesNoHarm() {
        List<byte[]> inputs = Mutations.inputs("registry");
        Random random = new Random();
        try (RegistryFuzzer fuzzer = new RegistryFuzzer()) {
            inputs.forEach(fuzzer::use);
            for (int i = 0; i < MUTATED; i++) {
                byte[] input = Mutations.of(inputs.get(random.nextInt(inputs.size())), random);
                assertThatCode(() -> fuzzer.use(input))
                        .as(() -> new String(input, StandardCharsets.ISO_8859_1))
                        .doesNotThrowAnyException();
            }
        }
    }
}
