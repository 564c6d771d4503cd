package dev.pluginlb.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginlb.traffic.ClassRule;
import dev.pluginlb.traffic.EndpointStats;
import dev.pluginlb.traffic.RequestClass;
import dev.pluginlb.traffic.Samples;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatsCodecTest {

    private static final ClassRule RULE = new ClassRule(Duration.ofSeconds(5), 5, 3, 0.8);
    private static final Instant NOW = Instant.ofEpochSecond(1_785_000_005);

    private final StatsCodec codec = new StatsCodec(RULE);

    @Test
    void anEntryReadsAsTheContractSays() {
        EndpointStats stats = EndpointStats.none(RULE)
                .with(Samples.of(Duration.ofMillis(1500)).plus(Samples.of(Duration.ofNanos(12_345_678))), RULE);

        assertThat(codec.encode(stats, Hold.NONE, NOW))
                .isEqualTo("{\"total\":2,\"avg_ms\":756.172839,\"max_ms\":1500,\"window_ms\":[1500,12.345678],"
                        + "\"is_long\":false,\"last_update\":1785000005,\"by\":\"pluginlb\"}");
    }

    @Property(tries = 300)
    void nothingIsLostOnTheWay(@ForAll("stats") EndpointStats stats) {
        StatsCodec.Entry back = codec.decode(codec.encode(stats, Hold.NONE, NOW));

        assertThat(back.stats()).isEqualTo(stats);
        assertThat(back.lastUpdate()).isEqualTo(NOW);
        assertThat(back.ours()).isTrue();
    }

    @Test
    void aHoldIsWrittenWhileItHolds() {
        Hold hold = Hold.NONE.renewed(NOW, "me");
        String json = codec.encode(EndpointStats.none(RULE).keptLong(), hold, NOW);

        assertThat(json).contains("\"held_until\":1785000015,\"held_by\":\"me\",");
        assertThat(codec.decode(json).hold()).isEqualTo(hold);
        assertThat(codec.encode(EndpointStats.none(RULE), hold, NOW.plusSeconds(10)))
                .doesNotContain("held");
    }

    @Test
    void aHoldEndsByItselfAndIsRenewedInItsSecondHalf() {
        Hold hold = Hold.NONE.renewed(NOW, "me");

        assertThat(hold.holds(NOW.plusSeconds(9))).isTrue();
        assertThat(hold.holds(NOW.plusSeconds(10))).isFalse();
        assertThat(hold.holds(NOW.minusSeconds(3600)))
                .as("a clock that was an hour ahead")
                .isFalse();
        assertThat(hold.renewed(NOW.plusSeconds(4), "me")).isEqualTo(hold);
        assertThat(hold.renewed(NOW.plusSeconds(5), "me").holds(NOW.plusSeconds(14)))
                .isTrue();
    }

    @Test
    void anEntryOfAnotherProgramIsReadAndNotTakenForOurs() {
        StatsCodec.Entry entry = codec.decode("{\"total\":1234,\"avg_ms\":812.4,\"max_ms\":60210,\"more\":{\"a\":[]},"
                + "\"window_ms\":[1,2,3,4,5,6,7],\"is_long\":true,\"last_update\":1785000005.25}");

        assertThat(entry.ours()).isFalse();
        assertThat(entry.stats().total()).isEqualTo(1234);
        assertThat(entry.stats().mean()).isEqualTo(Duration.ofNanos(812_400_000));
        assertThat(entry.stats().window().durations())
                .extracting(Duration::toMillis)
                .containsExactly(3L, 4L, 5L, 6L, 7L);
        assertThat(entry.stats().judged()).contains(RequestClass.LONG);
        assertThat(entry.isForeign(NOW.plusSeconds(59))).isTrue();
        assertThat(entry.isForeign(NOW.plusSeconds(60))).isFalse();
        assertThat(entry.isForeign(NOW.minusSeconds(3600)))
                .as("a clock that was an hour ahead")
                .isFalse();
    }

    @Test
    void whatIsWrittenCanBeReadHoweverLongARequestTook() {
        EndpointStats stats = EndpointStats.none(RULE).with(Samples.of(Duration.ofDays(400_000)), RULE);

        assertThat(codec.decode(codec.encode(stats, Hold.NONE, NOW)).stats().max())
                .isEqualTo(Duration.ofDays(30));
    }

    @Test
    void anEntryWithFewSamplesIsNotJudged() {
        assertThat(codec.decode("{\"total\":2,\"window_ms\":[1,2]}").stats().judged())
                .isEmpty();
        assertThat(codec.decode("{\"total\":3,\"window_ms\":[1,2,3]}").stats().judged())
                .contains(RequestClass.SHORT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "7",
                "[]",
                "{",
                "{} {}",
                "\"text\"",
                "{\"total\":-1}",
                "{\"total\":\"5\"}",
                "{\"total\":1e300}",
                "{\"total\":99999999999999999999}",
                "{\"avg_ms\":NaN}",
                "{\"avg_ms\":Infinity}",
                "{\"avg_ms\":1e999}",
                "{\"max_ms\":-0.1}",
                "{\"max_ms\":2592000001}",
                "{\"max_ms\":{}}",
                "{\"window_ms\":7}",
                "{\"window_ms\":[1,null]}",
                "{\"window_ms\":[1,[2]]}",
                "{\"window_ms\":[-1]}",
                "{\"is_long\":1}",
                "{\"is_long\":\"true\"}",
                "{\"last_update\":-5}",
                "{\"last_update\":\"now\"}",
                "{\"last_update\":1e18}"
            })
    void anAbsurdEntryIsNone(String json) {
        assertThatThrownBy(() -> codec.decode(json)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aVeryDeepOrVeryLongEntryIsNone() {
        String deep = "{\"x\":" + "[".repeat(5000) + "]".repeat(5000) + "}";
        String huge = "{\"x\":\"" + "y".repeat(100_000) + "\"}";

        assertThatThrownBy(() -> codec.decode(deep)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> codec.decode(huge)).isInstanceOf(IllegalArgumentException.class);
    }

    @Provide
    Arbitrary<EndpointStats> stats() {
        return Arbitraries.longs()
                .between(0, Duration.ofDays(7).toNanos())
                .map(Duration::ofNanos)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40)
                .map(durations -> EndpointStats.none(RULE)
                        .with(
                                durations.stream()
                                        .map(Samples::of)
                                        .reduce(Samples::plus)
                                        .orElseThrow(),
                                RULE));
    }
}
