package dev.pluginlb.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LivenessTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ProbeWords REFUSED = ProbeWords.of("refused");

    /** {@code +} is a good answer, {@code -} a failure; rise 2, fall 3. */
    @ParameterizedTest
    @CsvSource({
        "'', UNKNOWN",
        "-, UNKNOWN",
        "------, UNKNOWN",
        "---+, UP",
        "+--, UP",
        "+--+--, UP",
        "+---, DOWN",
        "+---+, DOWN",
        "+---+-+, DOWN",
        "+---++, UP",
        "+---++--, UP",
        "+---++---, DOWN",
    })
    void aRunOfProbesMakesTheState(String probes, NodeState state) {
        assertThat(after(probes).state()).isEqualTo(state);
    }

    @Test
    void theStateIsAsOldAsItsLastChange() {
        Liveness known = after("+").failed(3, REFUSED, NOW.plusSeconds(9));

        assertThat(known.since()).isEqualTo(NOW);
        assertThat(known.lastProbe()).isEqualTo(REFUSED);
        assertThat(known.failed(2, REFUSED, NOW.plusSeconds(10)).since()).isEqualTo(NOW.plusSeconds(10));
    }

    @Test
    void anAddressIsTriedOnceAProbeHasComeBack() {
        assertThat(after("").tried()).isFalse();
        assertThat(after("-").tried()).isTrue();
        assertThat(after("+").tried()).isTrue();
    }

    @Test
    void oneThatIsAssumedUpAnswersUntilProbesSayOtherwise() {
        Liveness assumed = Liveness.assumedUp(NOW);

        assertThat(assumed.answers()).isTrue();
        assertThat(assumed.failed(1, REFUSED, NOW).answers()).isFalse();
    }

    /** A front that was cut off kept now one node and now another, with a reload each time. */
    @Test
    void silenceIsRememberedThroughLaterRefusalsUntilAnAnswerComes() {
        ProbeWords silence = ProbeResult.silent(Address.parse("127.0.0.1:1"), Duration.ofMillis(500))
                .failure()
                .orElseThrow();
        Liveness known = after("+---").failed(3, silence, NOW);
        for (int i = 0; i < 3; i++) {
            known = known.failed(3, ProbeWords.of("unreachable"), NOW);
            assertThat(known.lastProbe()).hasToString("unreachable, before that no answer within 500 ms");
            assertThat(known.lastProbe().tellSilence()).isTrue();
        }

        assertThat(known.failed(3, silence, NOW).lastProbe()).isEqualTo(silence);
        assertThat(known.answered(2, NOW).failed(3, REFUSED, NOW).lastProbe()).isEqualTo(REFUSED);
    }

    private static Liveness after(String probes) {
        Liveness known = Liveness.unknown(NOW);
        for (int i = 0; i < probes.length(); i++) {
            known = probes.charAt(i) == '+' ? known.answered(2, NOW) : known.failed(3, REFUSED, NOW);
        }
        return known;
    }
}
