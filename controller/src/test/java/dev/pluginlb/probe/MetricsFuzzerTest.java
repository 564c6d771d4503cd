package dev.pluginlb.probe;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.pluginlb.testing.Mutations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MetricsFuzzerTest {

    private static final int MUTATED = 3_000;

    @Test
    void whateverOnceFailedOrIsNearAGoodPageDoesNoHarm() {
        List<byte[]> inputs = Mutations.inputs("metrics");
        inputs.forEach(MetricsFuzzer::fuzzerTestOneInput);
        Random random = new Random();
        for (int i = 0; i < MUTATED; i++) {
            byte[] input = Mutations.of(inputs.get(random.nextInt(inputs.size())), random);
            assertThatCode(() -> MetricsFuzzer.fuzzerTestOneInput(input))
                    .as(() -> new String(input, StandardCharsets.ISO_8859_1))
                    .doesNotThrowAnyException();
        }
    }
}
