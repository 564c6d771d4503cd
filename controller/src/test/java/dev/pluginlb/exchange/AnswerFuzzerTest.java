package dev.pluginlb.exchange;

import dev.pluginlb.testing.Mutations;
import org.junit.jupiter.api.Test;

class AnswerFuzzerTest {

    @Test
    void whateverIsAnsweredIsReadTheSameInPiecesOrIsNoAnswer() {
        Mutations.tryNear("answer", 5_000, AnswerFuzzer::fuzzerTestOneInput);
    }
}
