package dev.pluginlb.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pluginlb.traffic.RequestClass;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TuningTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** So many Erlangs of each class, with the means of the measured tables. */
    private static Demand demand(double longErlangs, double shortErlangs) {
        return new Demand(longErlangs / 1.5, 1.5, shortErlangs / 0.03, 0.03);
    }

    @Test
    void aQuarterOfWhatIsToSpareIsReserved() {
        Tuning tuning = Tuning.of(demand(20, 4), 40);

        assertThat(tuning.reserve()).isEqualTo(4);
        assertThat(tuning.giveWay()).isEqualTo(Duration.ofMillis(500));
        assertThat(tuning.quick()).isCloseTo(50, within(1e-9));
        assertThat(tuning.longest()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void theLessThereIsToSpareTheSoonerTheReserveGivesWay() {
        assertThat(Tuning.of(demand(22, 0.8), 24).giveWay()).isEqualTo(Duration.ofMillis(150));
        assertThat(Tuning.of(demand(30, 4), 24)).satisfies(overload -> {
            assertThat(overload.reserve()).isEqualTo(1);
            assertThat(overload.giveWay()).isZero();
        });
    }

    @Test
    void noMoreIsReservedThanShortWorkUses() {
        assertThat(Tuning.of(demand(4, 0.2), 40).reserve()).isEqualTo(2);
    }

    @Test
    void whereShortRequestsAreRareLongOnesHardlyWait() {
        Tuning rare = Tuning.of(new Demand(1, 10, 0.01, 0.03), 16);

        assertThat(rare.giveWay()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void longWaitsAreBounded() {
        Tuning slow = Tuning.of(new Demand(0.001, 3000, 1, 1), 16);

        assertThat(slow.longest()).isEqualTo(Duration.ofMinutes(5));
        assertThat(slow.giveWay()).isLessThanOrEqualTo(slow.longest());
    }

    @Test
    void withoutBothClassesOrWithOneSlotNothingIsReserved() {
        assertThat(Tuning.of(demand(0, 1), 8)).isEqualTo(Tuning.NONE);
        assertThat(Tuning.of(demand(1, 0), 8)).isEqualTo(Tuning.NONE);
        assertThat(Tuning.of(demand(0.1, 0.1), 1)).isEqualTo(Tuning.NONE);
        assertThat(Tuning.of(demand(0.1, 0.1), 2).reserve()).isEqualTo(1);
    }

    @Test
    void theRuleIsAskedAgainWhenALimitIsReached() {
        assertThat(new AdaptiveLive(new Tuning(1, 1, SECOND, SECOND.multipliedBy(30))).limits())
                .containsExactly(SECOND, SECOND.multipliedBy(30));
        assertThat(new FewestInFlight().limits()).isEmpty();
    }

    @Test
    void impossibleNumbersAreRefused() {
        assertThatThrownBy(() -> new Tuning(-1, 1, SECOND, SECOND)).hasMessageContaining("expected");
        assertThatThrownBy(() -> new Tuning(0, 0, SECOND, SECOND)).hasMessageContaining("expected");
        assertThatThrownBy(() -> new Tuning(0, 1, SECOND, Duration.ZERO)).hasMessageContaining("expected");
        assertThatThrownBy(() -> new Tuning(0, 1, SECOND.negated(), SECOND)).hasMessageContaining("expected");
        assertThatThrownBy(() -> new Demand(-1, 1, 1, 1)).hasMessageContaining("expected");
        assertThatThrownBy(() -> new Demand(1, 0, 1, 1)).hasMessageContaining("expected");
        assertThatThrownBy(() -> new Demand(1, 1, Double.NaN, 1)).hasMessageContaining("expected");
        assertThatThrownBy(() -> new Demand(1, 1, 1, 0)).hasMessageContaining("expected");
    }

    @Test
    void theFirstSecondAlreadyTellsTheRates() {
        DemandMeter meter = new DemandMeter();
        meter.add(RequestClass.LONG, SECOND, 1);
        meter.add(RequestClass.LONG, SECOND.multipliedBy(3), 1);
        meter.add(RequestClass.SHORT, Duration.ofMillis(20), 100);
        assertThat(meter.demand()).isEqualTo(new Demand(0, 2, 0, 0.02));

        meter.pass(SECOND);

        assertThat(meter.demand().longRate()).isCloseTo(2, within(0.02));
        assertThat(meter.demand().longMean()).isCloseTo(2, within(1e-9));
        assertThat(meter.demand().shortErlangs()).isCloseTo(2, within(0.02));
    }

    /** With two thousand clients on 24 slots all short requests waited behind long ones that had waited half a minute. */
    @Test
    void whoWasToldTheSlotsLetsNobodyQueueAtANodeBeforeFiveMinutes() {
        Tuning tuning = Tuning.of(new Demand(2, 1.5, 20, 0.03), 16);

        assertThat(tuning.longest()).isEqualTo(Duration.ofSeconds(30));
        assertThat(tuning.forGivenSlots())
                .isEqualTo(new Tuning(tuning.reserve(), tuning.quick(), tuning.giveWay(), Duration.ofMinutes(5)));
    }

    /** After a quiet hour two minutes went by in which slots were kept free that were needed. */
    @Test
    void demandThatRisesAfterAQuietTimeIsSeenSoon() {
        DemandMeter meter = new DemandMeter();
        meter.pass(Duration.ofHours(1));
        for (int i = 0; i < 15; i++) {
            meter.add(RequestClass.LONG, SECOND, 10);
            meter.pass(SECOND);
        }

        assertThat(meter.demand().longRate()).isBetween(7.0, 10.0);
    }

    @Test
    void demandThatEndsIsForgottenInMinutes() {
        DemandMeter meter = new DemandMeter();
        for (int i = 0; i < 600; i++) {
            meter.add(RequestClass.LONG, SECOND, 10);
            meter.pass(SECOND);
        }
        for (int i = 0; i < 120; i++) {
            meter.pass(SECOND);
        }

        assertThat(meter.demand().longRate()).isCloseTo(10 / Math.E, within(0.1));
    }

    @Test
    void theMeterForgetsWhatIsLongAgo() {
        DemandMeter meter = new DemandMeter(Duration.ofSeconds(10), Duration.ofSeconds(10));
        meter.add(RequestClass.LONG, SECOND, 1000);
        meter.pass(SECOND);
        for (int i = 0; i < 100; i++) {
            meter.add(RequestClass.LONG, SECOND.multipliedBy(2), 5);
            meter.pass(SECOND);
        }

        assertThat(meter.demand().longRate()).isCloseTo(5, within(0.3));
        assertThat(meter.demand().longMean()).isCloseTo(2, within(0.01));
        assertThat(meter.demand().shortRate()).isZero();
    }
}
