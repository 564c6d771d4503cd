package dev.pluginlb.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.demo.LoadReport.Ended;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A fault suite that finds nothing must have been able to. */
class VerdictTest {

    private final Instant now = Instant.now();
    private static final Map<String, Map<String, Integer>> ON_NODE = Map.of("r", Map.of("node", 1));

    @Test
    void aWholeAnswerOfTheNodeThatRanItIsGood() {
        Verdict verdict = Verdict.of(List.of(good("node")), ON_NODE, List.of());

        assertThat(verdict.good()).isOne();
        assertThat(verdict.isGood()).isTrue();
    }

    @Test
    void whatRanTwiceIsDoubledEvenIfItWasExcused() {
        Map<String, Map<String, Integer>> twice = Map.of("r", Map.of("node", 1, "other", 1));
        Verdict verdict = Verdict.of(List.of(lost()), twice, List.of(over(Loss.ALL)));

        assertThat(verdict.lost()).isEmpty();
        assertThat(verdict.doubled()).singleElement().asString().contains("r ran on");
        assertThat(verdict.isGood()).isFalse();
    }

    @Test
    void anAnswerOfAnotherNodeIsWrong() {
        Verdict verdict = Verdict.of(List.of(good("other")), ON_NODE, List.of());

        assertThat(verdict.wrong()).hasSize(1);
        assertThat(verdict.isGood()).isFalse();
    }

    @Test
    void aLossIsExcusedByNothingButAFaultOfItsTime() {
        Hit later = new Hit(fault(Loss.ALL), new Random(0));

        assertThat(Verdict.of(List.of(lost()), ON_NODE, List.of()).lost()).hasSize(1);
        assertThat(Verdict.of(List.of(lost()), ON_NODE, List.of(later)).lost()).hasSize(1);
        assertThat(Verdict.of(List.of(lost()), ON_NODE, List.of(over(Loss.NONE)))
                        .lost())
                .hasSize(1);
        assertThat(Verdict.of(List.of(lost()), ON_NODE, List.of(over(Loss.ALL))).excusedInAll())
                .isOne();
    }

    @Test
    void whatRanOnANodeThatWasNotHitIsNotExcusedByOneThatWas() {
        Hit hit = over(Loss.CUT);

        assertThat(Verdict.of(List.of(lost()), ON_NODE, List.of(hit)).lost()).hasSize(1);
        assertThat(Verdict.of(List.of(lost()), Map.of(), List.of(hit)).lost()).isEmpty();
    }

    /** Looks are some time apart: what is refused since the last that found it ill was refused before it was well. */
    @Test
    void itIsWellAgainAtTheFirstLookThatFindsItSo() {
        Recovery recovery = new Recovery(now);
        recovery.look(false, now.plusMillis(100));
        recovery.look(true, now.plusMillis(300));
        recovery.look(true, now.plusMillis(500));

        assertThat(recovery.at()).isEqualTo(now.plusMillis(300));
        assertThat(recovery.took()).isEqualTo(Duration.ofMillis(300));
        assertThat(recovery.lastedFor(Duration.ofMillis(200), now.plusMillis(500)))
                .isTrue();

        recovery.look(false, now.plusMillis(600));
        assertThat(recovery.lastedFor(Duration.ZERO, now.plusMillis(700))).isFalse();
    }

    @Test
    void whatWasNeverSeenIllWasWellAtOnce() {
        Recovery recovery = new Recovery(now);
        recovery.look(true, now.plusMillis(100));

        assertThat(recovery.took()).isZero();
    }

    @Test
    void theSameSeedGivesTheSameFaults() {
        List<Fault> faults = Course.faults();
        Schedule one = new Schedule(faults, 7);
        Schedule other = new Schedule(faults, 7);

        for (int i = 0; i < 2 * faults.size(); i++) {
            assertThat(names(one)).isEqualTo(names(other));
        }
    }

    private static List<String> names(Schedule schedule) {
        return schedule.next().stream().map(hit -> hit.fault().name()).toList();
    }

    private static Hit over(Loss loss) {
        Hit hit = new Hit(fault(loss), new Random(0));
        hit.beginNow();
        hit.endNow();
        hit.recoveredAt(Instant.now());
        return hit;
    }

    private static Fault fault(Loss loss) {
        return Fault.of(Part.NODES, "fault", "is over at once", (site, hit) -> {}, (site, hit) -> {})
                .losing(loss);
    }

    private Ended good(String node) {
        return new Ended("r", now, now, node, "");
    }

    /** Open while the fault is there. */
    private Ended lost() {
        return new Ended("r", now, now.plus(Duration.ofMinutes(1)), "", "HTTP 502");
    }
}
