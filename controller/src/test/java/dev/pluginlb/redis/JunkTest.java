package dev.pluginlb.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.testing.LoggedLines;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class JunkTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Junk junk = new Junk(nanos::get);

    @Test
    void aValueIsCountedOnceHoweverOftenItIsRead() {
        for (int reading = 0; reading < 100; reading++) {
            junk.skip("key field", "bad port");
        }

        assertThat(junk.count()).isEqualTo(1);
    }

    @Test
    void twoFaultsAtOnePlaceCountAsTwo() {
        for (int reading = 0; reading < 100; reading++) {
            junk.skip("key field", "bad port");
            junk.skip("key field", "bad weight");
        }

        assertThat(junk.count()).isEqualTo(2);
    }

    @Test
    void theSameFaultElsewhereIsAnother() {
        junk.skip("key one", "bad");
        junk.skip("key two", "bad");

        assertThat(junk.count()).isEqualTo(2);
    }

    /** Of twenty thousand bad entries each reading wrote twenty thousand lines. */
    @Test
    void ofAFloodAHundredAreToldEachMinuteAndHowManyMoreThereWere() {
        try (LoggedLines log = LoggedLines.of(Junk.class.getName())) {
            for (int reading = 0; reading < 60; reading++) {
                for (int i = 0; i < 30_000; i++) {
                    junk.skip("key " + i, "bad");
                }
                junk.sumUp();
                nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
            }
            junk.skip("another key", "bad");
            junk.sumUp();

            assertThat(junk.count()).isEqualTo(30_001);
            assertThat(log.words())
                    .hasSize(102)
                    .contains("skipped key 99: bad", "skipped 29900 more values of Redis, too many to be told of")
                    .endsWith("skipped another key: bad");
        }
    }

    @Test
    void everNewOnesCostOneLineMoreEachMinute() {
        try (LoggedLines log = LoggedLines.of(Junk.class.getName())) {
            for (int i = 0; i < 300_000; i++) {
                junk.skip("key " + i, "bad");
                junk.sumUp();
            }

            assertThat(junk.count()).isEqualTo(300_000);
            assertThat(log.words()).hasSize(101);
        }
    }

    @Test
    void thousandsThatStayAreCountedOnce() {
        for (int reading = 0; reading < 3; reading++) {
            for (int i = 0; i < 10_000; i++) {
                junk.skip("key " + i, "bad");
            }
        }

        assertThat(junk.count()).isEqualTo(10_000);
    }
}
