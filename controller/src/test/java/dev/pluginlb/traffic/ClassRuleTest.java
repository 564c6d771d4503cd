package dev.pluginlb.traffic;

import static dev.pluginlb.traffic.RequestClass.LONG;
import static dev.pluginlb.traffic.RequestClass.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ClassRuleTest {

    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);
    private static final ClassRule SEED = new ClassRule(FIVE_SECONDS, 5, 1, 1);
    private static final ClassRule OURS = new ClassRule(FIVE_SECONDS, 5, 3, 0.8);

    /** Written anew from its words: long if the mean of the last five is above 5000 ms. */
    @Property
    void withOneSampleAndNoMarginItIsTheSeedsRuleToTheLetter(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 20_000) Integer> millis) {
        EndpointStats stats = EndpointStats.none(SEED);
        for (int seen = 1; seen <= millis.size(); seen++) {
            stats = stats.with(Samples.of(Duration.ofMillis(millis.get(seen - 1))), SEED);
            double mean = millis.subList(Math.max(0, seen - 5), seen).stream()
                    .mapToInt(each -> each)
                    .average()
                    .orElseThrow();

            assertThat(stats.isLong()).isEqualTo(mean > 5000);
        }
    }

    @Test
    void aMeanAtTheThresholdIsNotAboveIt() {
        assertThat(SEED.judge(Optional.empty(), window(5000, 5000))).contains(SHORT);
        assertThat(SEED.judge(Optional.empty(), window(5000, 5001))).contains(LONG);
        assertThat(SEED.judge(Optional.of(LONG), window(5000))).contains(SHORT);
    }

    @Test
    void withTooFewSamplesAnEndpointStaysWhatItWas() {
        for (Optional<RequestClass> before : List.of(Optional.<RequestClass>empty(), Optional.of(LONG))) {
            assertThat(OURS.judge(before, SlidingWindow.empty(5))).isEqualTo(before);
            assertThat(OURS.judge(before, window(1, 1))).isEqualTo(before);
        }
        assertThat(OURS.judge(Optional.empty(), window(1, 1, 1))).contains(SHORT);
    }

    @Test
    void aLongEndpointLeavesAtTheExitMarkOnly() {
        assertThat(OURS.judge(Optional.of(LONG), window(4001, 4001, 4001))).contains(LONG);
        assertThat(OURS.judge(Optional.of(LONG), window(4000, 4000, 4000))).contains(SHORT);
        assertThat(OURS.judge(Optional.of(SHORT), window(4999, 4999, 4999))).contains(SHORT);
        assertThat(OURS.judge(Optional.empty(), window(4999, 4999, 4999))).contains(SHORT);
    }

    @Property
    void betweenTheMarksNothingChanges(
            @ForAll RequestClass before,
            @ForAll @Size(min = 3, max = 5) List<@IntRange(min = 4001, max = 5000) Integer> millis) {
        SlidingWindow window =
                new SlidingWindow(5, millis.stream().map(Duration::ofMillis).toList());

        assertThat(OURS.judge(Optional.of(before), window)).contains(before);
    }

    private static SlidingWindow window(long... millis) {
        return new SlidingWindow(
                5, Arrays.stream(millis).mapToObj(Duration::ofMillis).toList());
    }
}
