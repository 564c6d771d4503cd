package dev.pluginlb.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Whatever a node answers to a probe: the first byte is the length of the pieces that the rest comes in. */
public final class AnswerFuzzer {

    private static final int LONGEST = 1000;

    private AnswerFuzzer() {}

    /** By this name Jazzer finds it. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length > 1) {
            byte[] answer = Arrays.copyOfRange(input, 1, input.length);
            Reply whole = read(answer, answer.length);
            assertThat(read(answer, 1 + (input[0] & 0xff)).answer()).isEqualTo(whole.answer());
            whole.answer().ifPresent(said -> {
                assertThat(said.status()).isBetween(100, 999);
                assertThat(said.body().length()).isLessThanOrEqualTo(LONGEST);
            });
        }
    }

    private static Reply read(byte[] all, int piece) {
        AnswerReader reader = new AnswerReader(LONGEST);
        for (int from = 0; from < all.length; from += piece) {
            byte[] some = Arrays.copyOfRange(all, from, Math.min(all.length, from + piece));
            Optional<Reply> reply = reader.read(ByteBuffer.wrap(some));
            if (reply.isPresent()) {
                return reply.get();
            }
        }
        return reader.end();
    }
}
