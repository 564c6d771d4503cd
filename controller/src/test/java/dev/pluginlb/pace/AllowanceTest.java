package dev.pluginlb.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AllowanceTest {

    private static final Duration PRICE = Duration.ofMillis(50);

    private final Allowance allowance = new Allowance(PRICE.multipliedBy(4), 0);

    @Test
    void aFewAfterARestNeedNoPause() {
        for (int act = 0; act < 4; act++) {
            assertThat(allowance.pay(PRICE, 0)).isZero();
        }
        assertThat(allowance.pay(PRICE, 0)).isEqualTo(PRICE);
    }

    @Test
    void whatIsRepeatedWithoutAnEndKeepsTheRate() {
        long now = 0;
        for (int act = 0; act < 104; act++) {
            now += allowance.pay(PRICE, now).toNanos();
        }
        assertThat(Duration.ofNanos(now)).isEqualTo(PRICE.multipliedBy(100));
    }

    @Test
    void theCreditComesBackWithTimeAndDoesNotGrowBeyond() {
        for (int act = 0; act < 4; act++) {
            allowance.pay(PRICE, 0);
        }
        long muchLater = Duration.ofHours(1).toNanos();

        aFewNeedNoPauseAt(muchLater);
        assertThat(allowance.pay(PRICE, muchLater)).isEqualTo(PRICE);
    }

    private void aFewNeedNoPauseAt(long now) {
        for (int act = 0; act < 4; act++) {
            assertThat(allowance.pay(PRICE, now)).isZero();
        }
    }
}
