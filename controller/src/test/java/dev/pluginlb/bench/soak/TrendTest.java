package dev.pluginlb.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** The verdict on made series: what is flat is called so, and a leak is found. Seeds are fixed: no verdict hangs on luck. */
class TrendTest {

    private static final double BOUND = 4;

    @Test
    void aLineHasItsOwnSlope() {
        Trend trend = Trend.of(tenMinutes(second -> 30 + 12 * second / 3600));

        assertThat(trend.perHour()).isCloseTo(12, within(1e-6));
        assertThat(trend.least()).isCloseTo(12, within(1e-6));
        assertThat(Verdict.on(trend, BOUND)).isEqualTo(Verdict.GROWS);
    }

    @Test
    void whatNeverChangesIsFlat() {
        assertThat(Verdict.on(Trend.of(tenMinutes(second -> 31)), BOUND)).isEqualTo(Verdict.FLAT);
    }

    @Test
    void noiseWithoutGrowthIsFlat() {
        Random random = new Random(1);

        assertThat(Verdict.on(Trend.of(tenMinutes(second -> 30 + 0.1 * random.nextGaussian())), BOUND))
                .isEqualTo(Verdict.FLAT);
    }

    /** A single seed tells nothing of an interval: at 95 % one in twenty must miss. The first one tried did, by 0.02. */
    @Test
    void aLeakInAsMuchNoiseIsFoundAndItsSizeIsInTheIntervalAsOftenAsThatSays() {
        int inside = 0;
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            Trend trend = Trend.of(tenMinutes(second -> 30 + 6 * second / 3600 + 0.1 * random.nextGaussian()));
            assertThat(Verdict.on(trend, BOUND)).as("seed " + seed).isEqualTo(Verdict.GROWS);
            inside += trend.least() <= 6 && trend.most() >= 6 ? 1 : 0;
        }

        assertThat(inside).isGreaterThanOrEqualTo(90);
    }

    @Test
    void noiseThatHidesTheAnswerIsNoPass() {
        Random random = new Random(1);

        assertThat(Verdict.on(Trend.of(tenMinutes(second -> 30 + 10 * random.nextGaussian())), BOUND))
                .isEqualTo(Verdict.UNSURE);
    }

    @Test
    void aFewOddPointsTurnNothing() {
        Trend trend = Trend.of(tenMinutes(second -> second > 570 ? 500 : 30));

        assertThat(Verdict.on(trend, BOUND)).isEqualTo(Verdict.FLAT);
    }

    @Test
    void whatShrinksIsFlat() {
        assertThat(Verdict.on(Trend.of(tenMinutes(second -> 100 - second / 10)), BOUND))
                .isEqualTo(Verdict.FLAT);
    }

    /** Neighbours that resemble each other tell less than their number; a walk at random seems to have a trend. */
    @Test
    void aWalkAtRandomIsCalledALeakSeldom() {
        int leaks = 0;
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            List<Double> place = new ArrayList<>(List.of(0.0));
            Trend trend = Trend.of(tenMinutes(second -> {
                place.set(0, 0.7 * place.get(0) + random.nextGaussian());
                return place.get(0);
            }));
            leaks += Verdict.on(trend, 0) == Verdict.GROWS ? 1 : 0;
        }

        // One side of 95 %, and twice as many for an interval that is an estimate.
        assertThat(leaks).isLessThanOrEqualTo(5);
    }

    @Test
    void threePointsAreNoTrend() {
        assertThatThrownBy(() -> Trend.of(tenMinutes(second -> 1).subList(0, 3)))
                .hasMessage("points: 3 (expected: at least 4)");
    }

    /** A point each five seconds. */
    private static List<Trend.Point> tenMinutes(DoubleUnaryOperator value) {
        return DoubleStream.iterate(0, second -> second < 600, second -> second + 5)
                .mapToObj(second -> new Trend.Point(second, value.applyAsDouble(second)))
                .toList();
    }
}
