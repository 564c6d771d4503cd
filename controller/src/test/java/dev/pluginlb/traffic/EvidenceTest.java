package dev.pluginlb.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EvidenceTest {

    private static final ClassRule RULE = new ClassRule(Duration.ofSeconds(5), 5, 3, 0.8);
    private static final ClassRule SEED = new ClassRule(Duration.ofSeconds(5), 5, 1, 1);
    private static final EndpointStats NONE = EndpointStats.none(RULE);
    private static final EndpointStats FAST = NONE.with(ended(1, 1, 1, 1, 1), RULE);

    @Test
    void threeHangingCallsOfAnEndpointThatNobodyKnowsMakeItLong() {
        assertThat(NONE.with(elders(6, 6), RULE).judged()).isEmpty();
        assertThat(NONE.with(elders(6, 6, 6), RULE).isLong()).isTrue();
        assertThat(EndpointStats.none(SEED).with(elders(6), SEED).isLong()).isTrue();
    }

    @Test
    void eldersAreJudgedAsTheNewestOfTheWindow() {
        assertThat(FAST.isLong()).isFalse();
        assertThat(FAST.with(elders(20), RULE).isLong()).as("a mean of 4.8 s").isFalse();
        assertThat(FAST.with(elders(22), RULE).isLong()).as("a mean of 5.2 s").isTrue();
        assertThat(FAST.with(elders(6, 6, 6, 6, 6, 6, 6), RULE).isLong()).isTrue();
    }

    @Test
    void eldersAreNeitherCountedNorRemembered() {
        EndpointStats hanging = FAST.with(elders(60, 60), RULE);

        assertThat(hanging.isLong()).isTrue();
        assertThat(hanging)
                .isEqualTo(new EndpointStats(
                        FAST.total(), FAST.mean(), FAST.max(), FAST.window(), Optional.of(RequestClass.LONG)));
        assertThat(hanging.with(ended(1, 1, 1, 1, 1), RULE)).isEqualTo(FAST.with(ended(1, 1, 1, 1, 1), RULE));
    }

    @Property
    void whileAFullWindowOfThemRunsNothingThatEndsMakesTheEndpointShort(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 6) Integer> others) {
        Evidence evidence = new Evidence(
                others.stream()
                        .map(second -> Samples.of(Duration.ofSeconds(second)))
                        .reduce(Samples::plus),
                elders(6, 6, 6, 6, 6).elders());

        assertThat(FAST.with(evidence, RULE).isLong()).isTrue();
    }

    @Property
    void withoutEldersNothingIsDifferent(@ForAll @Size(min = 1, max = 40) List<@IntRange(max = 20) Integer> ended) {
        Samples samples = ended.stream()
                .map(second -> Samples.of(Duration.ofSeconds(second)))
                .reduce(Samples::plus)
                .orElseThrow();

        assertThat(FAST.with(new Evidence(Optional.of(samples), List.of()), RULE))
                .isEqualTo(FAST.with(samples, RULE));
    }

    @Test
    void whatEndedAndWhatStillRunsOfAnEndpointComeTogether() {
        EndpointKey a = new EndpointKey("/a");
        EndpointKey b = new EndpointKey("/b");
        EndpointKey c = new EndpointKey("/c");
        List<Duration> six = elders(6).elders();

        assertThat(Evidence.of(Map.of(a, ended(1), b, ended(2)), Map.of(b, six, c, six)))
                .isEqualTo(Map.of(
                        a,
                        new Evidence(Optional.of(ended(1)), List.of()),
                        b,
                        new Evidence(Optional.of(ended(2)), six),
                        c,
                        elders(6)));
    }

    private static Evidence elders(int... seconds) {
        return new Evidence(
                Optional.empty(),
                Arrays.stream(seconds).mapToObj(Duration::ofSeconds).toList());
    }

    private static Samples ended(int... seconds) {
        return Arrays.stream(seconds)
                .mapToObj(second -> Samples.of(Duration.ofSeconds(second)))
                .reduce(Samples::plus)
                .orElseThrow();
    }
}
