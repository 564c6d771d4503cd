package dev.pluginlb.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JunkTest {

    private final Junk junk = new Junk();

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
