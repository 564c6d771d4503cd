package dev.pluginlb.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.traffic.EndpointKey;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class SlotEstimateTest {

    private static final EndpointKey ENDPOINT = new EndpointKey("POST /short");
    private static final double ALONE = 0.03;

    private final SlotEstimate estimate = new SlotEstimate();
    private final Random random = new Random(7);

    private void see(String node, int inFlight, double seconds) {
        estimate.add(new Observation(node, ENDPOINT, inFlight, Duration.ofNanos((long) (seconds * 1e9))));
    }

    /** So many seconds, with 100 requests each, on a node that is seen with up to {@code most} in flight. */
    private void run(String node, int seconds, int slots, int most) {
        observe(node, seconds, most, inFlight -> {
            double wait = inFlight < slots ? 0 : -0.15 * (inFlight - slots + 1) * Math.log(1 - random.nextDouble());
            return usually() + wait;
        });
    }

    /** The same on one whose requests share so many processors. */
    private void share(String node, int seconds, int cores, int most) {
        observe(node, seconds, most, inFlight -> usually() * Math.max(1, (inFlight + 1.0) / cores));
    }

    private void observe(String node, int seconds, int most, IntToDoubleFunction took) {
        for (int second = 0; second < seconds; second++) {
            for (int i = 0; i < 100; i++) {
                int inFlight = random.nextInt(most + 1);
                see(node, inFlight, took.applyAsDouble(inFlight));
            }
            estimate.look();
        }
    }

    private double usually() {
        return ALONE * (0.9 + 0.2 * random.nextDouble());
    }

    @Test
    void theSlotsAreWhereRequestsBeginToTakeLonger() {
        run("a", 30, 8, 12);

        assertThat(estimate.slots("a")).isEqualTo(8);
        assertThat(estimate.slots("unknown")).isZero();
    }

    @Test
    void oneSlotIsFoundToo() {
        run("a", 30, 1, 4);

        assertThat(estimate.slots("a")).isEqualTo(1);
    }

    @Test
    void sharedProcessorsAreNoSlots() {
        share("many", 60, 8, 20);
        share("one", 60, 1, 6);

        assertThat(estimate.slots("many")).isZero();
        assertThat(estimate.slots("one")).isZero();
    }

    @Test
    void nothingIsFoundBelowTheSlots() {
        run("a", 60, 8, 7);

        assertThat(estimate.slots("a")).isZero();
    }

    @Test
    void requestsThatWereCountedOneTooLowDoNotMatter() {
        for (int second = 0; second < 60; second++) {
            for (int i = 0; i < 100; i++) {
                int inFlight = random.nextInt(13);
                int seen = random.nextInt(20) == 0 ? Math.max(0, inFlight - 1) : inFlight;
                see("a", seen, inFlight < 8 ? ALONE : ALONE * (2 + inFlight - 8));
            }
            estimate.look();
        }

        assertThat(estimate.slots("a")).isEqualTo(8);
    }

    @Test
    void fewerSlotsAreNoticed() {
        run("a", 60, 8, 12);
        run("a", 60, 4, 12);

        assertThat(estimate.slots("a")).isEqualTo(4);
    }

    @Test
    void moreSlotsAreNoticed() {
        run("a", 60, 4, 12);
        run("a", 240, 8, 12);

        assertThat(estimate.slots("a")).isEqualTo(8);
    }

    @Test
    void theNumberStaysWhileHoldingKeepsTheNodeFromBeingFull() {
        run("a", 30, 8, 12);
        run("a", 600, 8, 7);

        assertThat(estimate.slots("a")).isEqualTo(8);
    }

    @Test
    void oneLookDoesNotChangeTheNumber() {
        run("a", 4, 8, 12);

        assertThat(estimate.slots("a")).isZero();
    }

    @Test
    void aNodeThatWasNeverFullIsTakenForOneWithMoreWhereOthersHaveSlots() {
        run("small", 30, 4, 8);
        run("big", 30, 16, 9);

        assertThat(estimate.slots("small")).isEqualTo(4);
        assertThat(estimate.slots("big")).isEqualTo(10);
    }

    @Test
    void nodesThatAreGoneAreForgotten() {
        run("a", 30, 8, 12);
        estimate.keep(Set.of("b"));

        assertThat(estimate.slots("a")).isZero();
    }

    @Test
    void hostileNumbersAndNamesAreBounded() {
        for (int i = 0; i < 2000; i++) {
            EndpointKey endpoint = new EndpointKey("POST /" + i);
            estimate.add(new Observation("n" + i, endpoint, i - 10, Duration.ofMillis(30)));
            estimate.add(new Observation("n0", endpoint, 100_000, Duration.ZERO));
        }
        estimate.look();
        run("n20", 30, 8, 12);
        run("late", 30, 8, 12);

        assertThat(estimate.slots("n20")).isEqualTo(8);
        assertThat(estimate.slots("late")).isZero();
    }
}
