package dev.pluginlb.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BulletinTest {

    private static final Instant START = Instant.parse("2026-11-25T12:00:00Z");
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Bulletin bulletin = new Bulletin(Optional.of(TIMEOUT), START);

    @Test
    void aStartIsOverOnceWhenItHasSettled() {
        assertThat(bulletin.next(new Vitals(1, false, "starting"), START)).doesNotContain("READY=1");
        assertThat(bulletin.next(new Vitals(2, true, "live"), after(1))).contains("READY=1", "STATUS=live");
        assertThat(bulletin.next(new Vitals(3, false, "live"), after(2))).isEmpty();
    }

    @Test
    void aStartThatDoesNotSettleIsOverAllTheSame() {
        long patience = Bulletin.PATIENCE.toSeconds();

        assertThat(bulletin.next(new Vitals(1, false, "waits"), after(patience - 1)))
                .doesNotContain("READY=1");
        assertThat(bulletin.next(new Vitals(2, false, "waits"), after(patience)))
                .contains("READY=1");
    }

    @Test
    void workThatGoesOnIsToldFourTimesInEachTimeout() {
        bulletin.next(new Vitals(0, true, ""), START);

        long pings = 0;
        for (int second = 1; second <= 60; second++) {
            pings += bulletin.next(new Vitals(second, true, ""), after(second)).size();
        }

        assertThat(pings).isEqualTo(4);
    }

    @Test
    void workThatStandsStillIsNotCalledAlive() {
        bulletin.next(new Vitals(7, true, "live"), START);

        assertThat(bulletin.next(new Vitals(7, true, "live"), after(3600))).isEmpty();
        assertThat(bulletin.next(new Vitals(8, true, "live"), after(3601))).containsExactly("WATCHDOG=1");
    }

    @Test
    void withoutAWatchdogNothingIsSaidOfWork() {
        Bulletin unwatched = new Bulletin(Optional.empty(), START);

        assertThat(unwatched.next(new Vitals(1, true, "live"), START)).containsExactly("READY=1", "STATUS=live");
        assertThat(unwatched.next(new Vitals(2, true, "live"), after(3600))).isEmpty();
    }

    /** Words that counted down the seconds to the next attempt were a process each second. */
    @Test
    void wordsAloneAreToldEveryTenSeconds() {
        Bulletin unwatched = new Bulletin(Optional.empty(), START);
        unwatched.next(new Vitals(1, true, "next try in 30 s"), START);

        assertThat(unwatched.next(new Vitals(2, true, "next try in 29 s"), after(1)))
                .isEmpty();
        assertThat(unwatched.next(new Vitals(9, true, "next try in 20 s"), after(10)))
                .containsExactly("STATUS=next try in 20 s");
    }

    /** A start that systemd was not told the end of, as a process could not be made, would be ended by it. */
    @Test
    void whatWasNotHeardIsSaidAgain() {
        assertThat(bulletin.next(new Vitals(1, true, "live"), START)).contains("READY=1");
        bulletin.unheard();

        assertThat(bulletin.next(new Vitals(2, true, "live"), after(1)))
                .contains("READY=1", "WATCHDOG=1", "STATUS=live");
    }

    @Test
    void wordsCannotBringAssignmentsOfTheirOwn() {
        assertThat(bulletin.next(new Vitals(1, false, "refused:\nREADY=1\n"), START))
                .contains("STATUS=refused: READY=1")
                .doesNotContain("READY=1");
    }

    private static Instant after(long seconds) {
        return START.plusSeconds(seconds);
    }
}
