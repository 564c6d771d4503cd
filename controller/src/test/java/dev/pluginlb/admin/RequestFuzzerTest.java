package dev.pluginlb.admin;

import dev.pluginlb.testing.Mutations;
import org.junit.jupiter.api.Test;

class RequestFuzzerTest {

    @Test
    void whateverIsAskedIsAnsweredInOrder() {
        try (RequestFuzzer fuzzer = new RequestFuzzer()) {
            Mutations.tryNear("request", 1_000, fuzzer::use);
        }
    }
}
