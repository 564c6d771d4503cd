package dev.pluginlb.store;

import dev.pluginlb.testing.Mutations;
import org.junit.jupiter.api.Test;

class DocumentFuzzerTest {

    @Test
    void whateverStandsInTheFilesOfTheStateIsReadOrPassedOver() {
        try (DocumentFuzzer fuzzer = new DocumentFuzzer()) {
            Mutations.tryNear("document", 200, fuzzer::use);
        }
    }
}
