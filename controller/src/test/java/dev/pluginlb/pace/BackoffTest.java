package dev.pluginlb.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(4));

    @Property
    void aPauseIsNeverShorterThanHalfTheFirstNorLongerThanTheLongest(
            @ForAll @LongRange(min = 1) long failures, @ForAll @DoubleRange(min = 0, max = 1) double chance) {
        assertThat(BACKOFF.after(failures, chance)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(4));
    }

    @Property
    void moreFailuresNeverShortenThePauseOfTheSameChance(
            @ForAll @LongRange(min = 1, max = 100) long failures,
            @ForAll @DoubleRange(min = 0, max = 1) double chance) {
        assertThat(BACKOFF.after(failures + 1, chance)).isGreaterThanOrEqualTo(BACKOFF.after(failures, chance));
    }

    /** All lose Redis at the same moment, and each attempt of all of them fails: no tenth of a second gets more than a tenth of them. */
    @Property(tries = 20)
    void aThousandControllersComeBackSpreadOut(@ForAll long seed) {
        Random chance = new Random(seed);
        Map<Long, Long> fourthAttempts = IntStream.range(0, 1000)
                .mapToObj(controller -> IntStream.rangeClosed(1, 4)
                        .mapToObj(failures -> BACKOFF.after(failures, chance.nextDouble()))
                        .reduce(Duration.ZERO, Duration::plus))
                .map(at -> at.toMillis() / 100)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(fourthAttempts.values()).allSatisfy(many -> assertThat(many).isLessThan(100));
        assertThat(fourthAttempts).hasSizeGreaterThan(25);
    }

    @Test
    void aFirstPauseIsNeeded() {
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
                .hasMessage("first: PT0S (expected: above 0, at most PT1S)");
    }
}
