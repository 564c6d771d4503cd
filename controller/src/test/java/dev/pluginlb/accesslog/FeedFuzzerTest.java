package dev.pluginlb.accesslog;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.pluginlb.testing.Mutations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FeedFuzzerTest {

    private static final int MUTATED = 5_000;

    @Test
    void whateverOnceFailedOrIsNearAGoodLineDoesNoHarm() {
        List<byte[]> inputs = Mutations.inputs("feed");
        inputs.forEach(FeedFuzzer::fuzzerTestOneInput);
        Random random = new Random();
        for (int i = 0; i < MUTATED; i++) {
            byte[] input = Mutations.of(inputs.get(random.nextInt(inputs.size())), random);
            assertThatCode(() -> FeedFuzzer.fuzzerTestOneInput(input))
                    .as(() -> new String(input, StandardCharsets.ISO_8859_1))
                    .doesNotThrowAnyException();
        }
    }
}
