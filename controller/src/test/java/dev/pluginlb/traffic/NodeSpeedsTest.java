package dev.pluginlb.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NodeSpeedsTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_785_000_000);
    private static final Duration FAST = Duration.ofMillis(50);
    private static final Duration SLOW = Duration.ofMinutes(1);

    private final NodeSpeeds speeds = new NodeSpeeds();

    @Test
    void aNodeWithLongRequestsIsNotSlow() {
        IntStream.range(0, 20).forEach(i -> {
            speeds.record("a", FAST, FAST, NOW);
            speeds.record("b", SLOW, SLOW, NOW);
            speeds.record("c", FAST.multipliedBy(2), FAST, NOW);
        });

        assertThat(speeds.ratios(NOW)).containsEntry("a", 1.0).containsEntry("b", 1.0);
        assertThat(speeds.ratios(NOW).get("c")).isCloseTo(2, within(1e-9));
    }

    @Test
    void aNodeWithFewRequestsHasNoRatio() {
        IntStream.range(0, 19).forEach(i -> speeds.record("a", FAST, FAST, NOW));
        assertThat(speeds.ratios(NOW)).isEmpty();

        speeds.record("a", FAST, FAST, NOW);
        assertThat(speeds.ratios(NOW)).containsOnlyKeys("a");
    }

    @Test
    void aNodeThatGetsBetterIsForgiven() {
        IntStream.range(0, 100).forEach(i -> speeds.record("a", SLOW, FAST, NOW));
        IntStream.range(0, 500).forEach(i -> speeds.record("a", FAST, FAST, NOW));

        assertThat(speeds.ratios(NOW).get("a")).isCloseTo(1, within(0.01));
    }

    @Test
    void oneAbsurdRequestCountsAsAHundredfoldAndNoneDividesByZero() {
        IntStream.range(0, 19).forEach(i -> speeds.record("a", Duration.ZERO, Duration.ZERO, NOW));
        speeds.record("a", Duration.ofSeconds(Long.MAX_VALUE), Duration.ZERO, NOW);

        assertThat(speeds.ratios(NOW).get("a")).isCloseTo((19 + 100) / 20.0, within(1e-9));
    }

    @Test
    void aNodeIsForgottenTenMinutesAfterItsLastRequest() {
        IntStream.range(0, 20).forEach(i -> speeds.record("a", FAST, FAST, NOW));

        assertThat(speeds.ratios(NOW.plusSeconds(600))).containsOnlyKeys("a");
        assertThat(speeds.ratios(NOW.plusSeconds(601))).isEmpty();
        assertThat(speeds.ratios(NOW)).isEmpty();
    }

    @Test
    void aThousandNodesAreRemembered() {
        IntStream.range(0, 1001)
                .forEach(node -> IntStream.range(0, 20).forEach(i -> speeds.record("n" + node, FAST, FAST, NOW)));

        assertThat(speeds.ratios(NOW)).hasSize(1000).doesNotContainKey("n0").containsKey("n1000");
    }
}
