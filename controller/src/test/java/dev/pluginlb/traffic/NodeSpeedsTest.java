package dev.pluginlb.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NodeSpeedsTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_785_000_000);
    private static final Duration FAST = Duration.ofMillis(50);
    private static final Duration SLOW = Duration.ofMinutes(1);

    private final NodeSpeeds speeds = new NodeSpeeds();

    @Test
    void aNodeWithLongRequestsIsNotSlow() {
        IntStream.range(0, 100).forEach(i -> {
            speeds.record("a", FAST, FAST, NOW);
            speeds.record("b", SLOW, SLOW, NOW);
            speeds.record("c", FAST.multipliedBy(2), FAST, NOW);
        });

        assertThat(speeds.ratios(NOW).get("a")).isEqualTo(speeds.ratios(NOW).get("b"));
        assertThat(relative("c", "a")).isCloseTo(2, within(1e-9));
    }

    @Test
    void whereAllAreAlikeAllAreOneHoweverFarFromTheUsualTime() {
        IntStream.range(0, 100).forEach(i -> {
            speeds.record("a", FAST.dividedBy(2), FAST, NOW);
            speeds.record("b", FAST.dividedBy(2), FAST, NOW);
        });

        assertThat(speeds.ratios(NOW)).containsEntry("a", 1.0).containsEntry("b", 1.0);
    }

    @Test
    void aNodeWithFewRequestsHasNoRatio() {
        IntStream.range(0, 99).forEach(i -> speeds.record("a", FAST, FAST, NOW));
        assertThat(speeds.ratios(NOW)).isEmpty();

        speeds.record("a", FAST, FAST, NOW);
        assertThat(speeds.ratios(NOW)).containsOnlyKeys("a");
    }

    @Test
    void aNodeThatGetsBetterIsForgiven() {
        IntStream.range(0, 4000).forEach(i -> {
            speeds.record("a", i < 1000 ? SLOW : FAST, FAST, NOW);
            speeds.record("b", FAST, FAST, NOW);
        });

        assertThat(speeds.ratios(NOW).get("a")).isCloseTo(1, within(0.01));
    }

    @Test
    void oneAbsurdRequestCountsFourfoldAndNoneDividesByZero() {
        IntStream.range(0, 100).forEach(i -> speeds.record("a", Duration.ZERO, Duration.ZERO, NOW));
        IntStream.range(0, 99).forEach(i -> speeds.record("b", Duration.ZERO, Duration.ZERO, NOW));
        speeds.record("b", Duration.ofSeconds(Long.MAX_VALUE), Duration.ZERO, NOW);

        assertThat(relative("b", "a")).isCloseTo(Math.pow(4, 0.01), within(1e-9));
    }

    /** Three equal nodes got weights of 18, 11 and 24: few requests counted, and queues a hundredfold. */
    @Property
    void equalNodesWhoseRequestsAreSpreadWidelyAndMeetQueuesLookAlike(@ForAll Random random) {
        for (int i = 0; i < 2000; i++) {
            double lognormal = Math.exp(random.nextGaussian());
            double queued = random.nextInt(10) == 0 ? 50 : 1;
            speeds.record("n" + random.nextInt(3), times(i % 10 == 0 ? lognormal : queued), FAST, NOW);
        }

        assertThat(speeds.ratios(NOW).values())
                .hasSize(3)
                .allSatisfy(ratio -> assertThat(ratio).isBetween(1 / 1.3, 1.3));
    }

    private double relative(String node, String other) {
        Map<String, Double> ratios = speeds.ratios(NOW);
        return ratios.getOrDefault(node, Double.NaN) / ratios.getOrDefault(other, Double.NaN);
    }

    private static Duration times(double factor) {
        return Duration.ofNanos(Math.round(FAST.toNanos() * factor));
    }

    @Test
    void aNodeIsForgottenTenMinutesAfterItsLastRequest() {
        IntStream.range(0, 100).forEach(i -> speeds.record("a", FAST, FAST, NOW));

        assertThat(speeds.ratios(NOW.plusSeconds(600))).containsOnlyKeys("a");
        assertThat(speeds.ratios(NOW.plusSeconds(601))).isEmpty();
        assertThat(speeds.ratios(NOW)).isEmpty();
    }

    @Test
    void aThousandNodesAreRemembered() {
        IntStream.range(0, 1001)
                .forEach(node -> IntStream.range(0, 100).forEach(i -> speeds.record("n" + node, FAST, FAST, NOW)));

        assertThat(speeds.ratios(NOW)).hasSize(1000).doesNotContainKey("n0").containsKey("n1000");
    }
}
