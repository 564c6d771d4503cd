package dev.pluginlb.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DurationsTest {

    private final Durations durations = new Durations();

    @Test
    void aTimeIsCountedInTheFirstClassThatHoldsIt() {
        durations.add(Duration.ofMillis(20));
        durations.add(Duration.ofNanos(20_000_001));

        assertThat(countedAt(20)).isEqualTo(1);
        assertThat(countedAt(30)).isEqualTo(1);
    }

    @Test
    void whatIsLongerThanAllClassesIsCountedToo() {
        durations.add(Duration.ofHours(1));

        assertThat(durations.tally().counts()).last().isEqualTo(1L);
    }

    @Test
    void timesAreSummedUpAndANegativeOneIsNone() {
        durations.add(Duration.ofMillis(3));
        durations.add(Duration.ofMillis(4));
        durations.add(Duration.ofMillis(-1));

        assertThat(durations.tally().sum()).isEqualTo(Duration.ofMillis(7));
        assertThat(countedAt(1)).isEqualTo(1);
    }

    private long countedAt(long bound) {
        return durations.tally().counts().get(Durations.BOUNDS_MS.indexOf(bound));
    }
}
