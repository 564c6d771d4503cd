package dev.pluginlb.accesslog;

import dev.pluginlb.testing.Mutations;
import org.junit.jupiter.api.Test;

class FeedFuzzerTest {

    @Test
    void whateverOnceFailedOrIsNearAGoodLineDoesNoHarm() {
        Mutations.tryNear("feed", 5_000, FeedFuzzer::fuzzerTestOneInput);
    }
}
