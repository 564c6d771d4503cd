package dev.pluginlb.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.nginx.ReloadPacer.Limits;
import dev.pluginlb.nginx.ReloadPacer.Urgency;
import dev.pluginlb.nginx.ReloadPacer.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ReloadPacerTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Limits LIMITS =
            new Limits(Duration.ofMillis(300), Duration.ofSeconds(1), Duration.ofSeconds(5), 2);

    private final ReloadPacer pacer = new ReloadPacer(LIMITS, NOW);

    @Test
    void aChangeWaitsUntilNoOtherHasComeForOneDebounce() {
        assertThat(earliest(0, 0, Urgency.ROUTINE, 0)).isEqualTo(at(300));
        assertThat(earliest(0, 500, Urgency.ROUTINE, 500)).isEqualTo(at(800));
    }

    @Test
    void butAtMostTheLongestWaitAfterTheFirst() {
        assertThat(earliest(0, 900, Urgency.ROUTINE, 900)).isEqualTo(at(1000));
    }

    @Test
    void anUrgentOneWaitsAtMostOneDebounce() {
        assertThat(earliest(0, 200, Urgency.URGENT, 200)).isEqualTo(at(300));
    }

    @Test
    void theBucketHoldsForUrgentOnesTooOrNodesThatComeAndGoWouldReloadAtEachStep() {
        pacer.reloaded(at(0));
        pacer.reloaded(at(0));

        assertThat(earliest(100, 100, Urgency.URGENT, 100)).isBetween(at(5_000), at(5_001));
    }

    @Test
    void aBurstIsFreeThenReloadsComeAtIntervals() {
        pacer.reloaded(at(0));
        assertThat(earliest(0, 0, Urgency.ROUTINE, 300)).isEqualTo(at(300));
        pacer.reloaded(at(300));

        assertThat(earliest(400, 400, Urgency.ROUTINE, 800)).isBetween(at(5000), at(5001));
        assertThat(earliest(400, 400, Urgency.ROUTINE, 5001)).isBeforeOrEqualTo(at(5001));
    }

    @Test
    void restNeverSavesUpMoreThanTheBurst() {
        Instant later = at(3_600_000);
        pacer.reloaded(later);
        pacer.reloaded(later);

        assertThat(earliest(3_600_000, 3_600_000, Urgency.ROUTINE, 3_600_000)).isEqualTo(later.plusSeconds(5));
    }

    @Test
    void aClockThatStepsBackBreaksNothing() {
        pacer.reloaded(at(10_000));
        pacer.reloaded(at(10_000));

        assertThat(earliest(0, 0, Urgency.ROUTINE, 0)).isBeforeOrEqualTo(at(5_000));
    }

    @Test
    void aHundredChangesInTenSecondsCostAtMostFourReloads() {
        List<Instant> reloads = reloads(every(100, 100));

        assertThat(reloads).hasSizeLessThanOrEqualTo(4);
        assertThat(reloads.get(reloads.size() - 1)).isBeforeOrEqualTo(at(9_900 + 6_000));
    }

    @Property(tries = 200)
    void whateverComesTheLastChangeIsAppliedInTimeAndReloadsAreFew(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 2_000) Integer> gaps) {
        List<Long> changes = new ArrayList<>();
        long when = 0;
        for (int gap : gaps) {
            when += gap;
            changes.add(when);
        }

        List<Instant> reloads = reloads(changes);

        Instant last = reloads.get(reloads.size() - 1);
        assertThat(last).isBetween(at(when), at(when + 6_050));
        assertThat(reloads.size())
                .isLessThanOrEqualTo((int) (2 + Duration.between(NOW, last).toSeconds() / 5));
    }

    /** Lets a loop that turns every 50 ms apply what is due. */
    private static List<Instant> reloads(List<Long> changes) {
        ReloadPacer pacer = new ReloadPacer(LIMITS, NOW);
        List<Instant> reloads = new ArrayList<>();
        Instant first = null;
        Instant last = NOW;
        int next = 0;
        for (long now = 0; next < changes.size() || first != null; now += 50) {
            while (next < changes.size() && changes.get(next) <= now) {
                last = at(changes.get(next++));
                first = first == null ? last : first;
            }
            if (first != null
                    && !pacer.earliest(new Waiting(first, last, Urgency.ROUTINE), at(now))
                            .isAfter(at(now))) {
                pacer.reloaded(at(now));
                reloads.add(at(now));
                first = null;
            }
        }
        return reloads;
    }

    private static List<Long> every(int millis, int times) {
        List<Long> changes = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            changes.add((long) i * millis);
        }
        return changes;
    }

    private Instant earliest(long first, long last, Urgency urgency, long now) {
        return pacer.earliest(new Waiting(at(first), at(last), urgency), at(now));
    }

    private static Instant at(long millis) {
        return NOW.plusMillis(millis);
    }
}
