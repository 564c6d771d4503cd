package dev.pluginlb.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SamplesJoinTest {

    @Test
    void joinedTheyCountTogetherAndTheLaterOnesAreNewest() {
        Samples joined = seconds(3, 9).plus(seconds(1, 2));

        assertThat(joined.count()).isEqualTo(4);
        assertThat(joined.sum()).isEqualTo(Duration.ofSeconds(15));
        assertThat(joined.max()).isEqualTo(Duration.ofSeconds(9));
        assertThat(joined.newest()).extracting(Duration::toSeconds).containsExactly(3L, 9L, 1L, 2L);
    }

    @Test
    void howeverManyAreJoinedOnlyTheNewestAreKept() {
        Samples all = Stream.iterate(1, i -> i <= 1000, i -> i + 1)
                .map(i -> seconds(i))
                .reduce(Samples::plus)
                .orElseThrow();

        assertThat(all.count()).isEqualTo(1000);
        assertThat(all.newest()).hasSize(Samples.KEPT).endsWith(Duration.ofSeconds(1000));
    }

    private static Samples seconds(int... durations) {
        return Arrays.stream(durations)
                .mapToObj(seconds -> Samples.of(Duration.ofSeconds(seconds)))
                .reduce(Samples::plus)
                .orElseThrow();
    }
}
