package dev.pluginlb.cli;

import dev.pluginlb.testing.Mutations;
import org.junit.jupiter.api.Test;

class ReplyFuzzerTest {

    @Test
    void whateverIsAnsweredIsPrintedSafelyOrRefused() {
        try (ReplyFuzzer fuzzer = new ReplyFuzzer()) {
            Mutations.tryNear("reply", 120, fuzzer::use);
        }
    }
}
