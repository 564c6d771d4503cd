package dev.pluginlb.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GuessesTest {

    private Instant now = Instant.EPOCH;
    private final Guesses guesses = new Guesses(() -> now);

    @Test
    void someMayBeWrongAtOnceAndThenOneEveryTwoSeconds() {
        wrong("10.0.0.1", Guesses.AT_ONCE - 1);
        assertThat(guesses.pause("10.0.0.1")).isZero();

        wrong("10.0.0.1", 1);
        assertThat(guesses.pause("10.0.0.1")).isEqualTo(Duration.ofSeconds(2));

        now = now.plusSeconds(2);
        assertThat(guesses.pause("10.0.0.1")).isZero();
        wrong("10.0.0.1", 1);
        assertThat(guesses.pause("10.0.0.1")).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void nobodyWaitsLongerForWhatWasTriedMeanwhile() {
        wrong("10.0.0.1", 1_000_000);

        assertThat(guesses.pause("10.0.0.1")).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void anotherAddressNeedNotWait() {
        wrong("10.0.0.1", 50);

        assertThat(guesses.pause("10.0.0.2")).isZero();
    }

    @Test
    void manyAddressesTogetherAreSlowedDownTooAndNotForLong() {
        IntStream.range(0, 3 * Guesses.ADDRESSES).forEach(i -> wrong("10.0." + i / 250 + "." + i % 250, 5));

        assertThat(guesses.pause("10.9.9.9")).isPositive().isLessThan(Duration.ofSeconds(1));
        now = now.plusSeconds(1);
        assertThat(guesses.pause("10.9.9.9")).isZero();
    }

    private void wrong(String address, int times) {
        IntStream.range(0, times).forEach(i -> guesses.wrong(address));
    }
}
