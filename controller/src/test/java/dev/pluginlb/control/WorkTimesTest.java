package dev.pluginlb.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.nginx.ApplyOutcome;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import dev.pluginlb.nginx.StateTeller;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class WorkTimesTest {

    private final WorkTimes times = new WorkTimes(InstantSource.system());

    @Test
    void attemptsAreCountedByTheirEndWithTheTimeTheyTook() {
        times.ended(new ApplyOutcome(Result.NOT_LIVE, "aaaa", "", Duration.ofSeconds(20)));
        times.ended(new ApplyOutcome(Result.NOT_LIVE, "aaaa", "", Duration.ofSeconds(40)));
        times.ended(new ApplyOutcome(Result.PROVEN, "aaaa", "", Duration.ofMillis(80)));

        assertThat(times.applies(Result.NOT_LIVE).count()).isEqualTo(2);
        assertThat(times.applies(Result.NOT_LIVE).sum()).isEqualTo(Duration.ofMinutes(1));
        assertThat(times.applies(Result.NOT_LIVE).counts())
                .as("up to 30 s, and longer")
                .endsWith(1L, 1L);
        assertThat(times.applies(Result.REFUSED).count()).isZero();
    }

    @Test
    void tellingsAreCountedByWhetherTheyTookEffect() {
        times.ended(new StateTeller.Outcome("aaaa", true, true, ""));
        times.ended(new StateTeller.Outcome("aaaa", true, false, "disk full"));
        times.ended(new StateTeller.Outcome("bbbb", false, true, "not the key"));

        assertThat(times.tellings()).isEqualTo(2);
        assertThat(times.failedTellings()).isEqualTo(1);
    }
}
