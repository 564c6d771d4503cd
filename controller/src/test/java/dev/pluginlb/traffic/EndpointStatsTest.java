package dev.pluginlb.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EndpointStatsTest {

    private static final ClassRule RULE = new ClassRule(Duration.ofSeconds(5), 5, 3, 0.8);

    /** A mean in whole nanoseconds loses less than one with each batch. */
    @Property
    void anySplitIntoBatchesGivesTheSame(
            @ForAll @Size(min = 1, max = 40) List<@LongRange(min = 0, max = 86_400_000_000_000L) Long> nanos,
            @ForAll @IntRange(min = 1, max = 40) int batch) {
        List<Duration> all = nanos.stream().map(Duration::ofNanos).toList();
        EndpointStats split = EndpointStats.none(RULE);
        for (int from = 0; from < all.size(); from += batch) {
            split = split.with(samples(all.subList(from, Math.min(all.size(), from + batch))), RULE);
        }

        Duration mean = all.stream().reduce(Duration.ZERO, Duration::plus).dividedBy(all.size());
        assertThat(split.total()).isEqualTo(all.size());
        assertThat(split.max()).isEqualTo(all.stream().max(Duration::compareTo).orElseThrow());
        assertThat(split.mean().minus(mean).abs()).isLessThanOrEqualTo(Duration.ofNanos(all.size()));
        EndpointStats whole = EndpointStats.none(RULE).with(samples(all), RULE);
        assertThat(split.window()).isEqualTo(whole.window());
        assertThat(split.judged()).isEqualTo(whole.judged());
    }

    @Test
    void requestsThatWereOnlyCountedMoveTotalAndMeanButNotTheWindow() {
        Duration second = Duration.ofSeconds(1);
        EndpointStats stats = EndpointStats.none(RULE)
                .with(new Samples(10, second.multipliedBy(20), second.multipliedBy(9), List.of(second)), RULE);

        assertThat(stats.total()).isEqualTo(10);
        assertThat(stats.mean()).isEqualTo(second.multipliedBy(2));
        assertThat(stats.max()).isEqualTo(second.multipliedBy(9));
        assertThat(stats.window().durations()).containsExactly(second);
        assertThat(stats.judged()).isEmpty();
        assertThat(stats.isLong()).isFalse();
    }

    /** Seven hundred requests a second met a busy machine for a moment, were taken for long ones, and waited for each other. */
    @Test
    void aHitchOfOneFlushDoesNotMakeABusyEndpointLong() {
        EndpointStats busy = EndpointStats.none(RULE).with(crowd(Duration.ofMillis(30)), RULE);

        EndpointStats hitch = busy.with(
                new Evidence(
                        Optional.of(crowd(Duration.ofSeconds(8))),
                        List.of(Duration.ofSeconds(9), Duration.ofSeconds(9))),
                RULE);
        assertThat(hitch.isLong()).isFalse();
        assertThat(hitch.with(crowd(Duration.ofMillis(30)), RULE).isLong()).isFalse();

        EndpointStats lasting = hitch.with(crowd(Duration.ofSeconds(8)), RULE);
        assertThat(lasting.with(crowd(Duration.ofSeconds(8)), RULE).isLong()).isTrue();
    }

    @Test
    void fiveSlowRequestsAreEnoughForAnEndpointThatIsSeldomAsked() {
        EndpointStats seldom =
                EndpointStats.none(RULE).with(samples(Collections.nCopies(5, Duration.ofSeconds(1))), RULE);

        assertThat(seldom.with(samples(Collections.nCopies(5, Duration.ofSeconds(6))), RULE)
                        .isLong())
                .isTrue();
    }

    private static Samples crowd(Duration each) {
        return samples(Collections.nCopies(Samples.KEPT, each));
    }

    @Test
    void ofNothingNothingIsKnown() {
        EndpointStats none = EndpointStats.none(RULE);

        assertThat(none.total()).isZero();
        assertThat(none.window().mean()).isZero();
        assertThat(none.judged()).isEmpty();
    }

    @Test
    void aWindowHoldsTheNewest() {
        SlidingWindow window = SlidingWindow.empty(2);
        for (int i = 1; i <= 3; i++) {
            window = window.with(Duration.ofSeconds(i));
        }

        assertThat(window.durations()).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(3));
        assertThat(window.mean()).isEqualTo(Duration.ofMillis(2500));
        assertThat(window.count()).isEqualTo(2);
        assertThatThrownBy(() -> SlidingWindow.empty(0)).hasMessageStartingWith("size: 0");
    }

    @Test
    void samplesKeepTheNewestAndRefuseNothing() {
        List<Duration> many = IntStream.range(0, Samples.KEPT + 7)
                .mapToObj(Duration::ofSeconds)
                .toList();

        assertThat(samples(many).newest()).isEqualTo(many.subList(7, many.size()));
        assertThatThrownBy(() -> new Samples(1, Duration.ZERO, Duration.ZERO, List.of()))
                .hasMessageStartingWith("count: 1");
        assertThatThrownBy(() -> samples(1, List.of(Duration.ZERO, Duration.ZERO)))
                .hasMessageStartingWith("count: 1");
    }

    private static Samples samples(List<Duration> durations) {
        return samples(durations.size(), new ArrayList<>(durations));
    }

    private static Samples samples(long count, List<Duration> durations) {
        return new Samples(
                count,
                durations.stream().reduce(Duration.ZERO, Duration::plus),
                durations.stream().max(Duration::compareTo).orElseThrow(),
                durations);
    }
}
