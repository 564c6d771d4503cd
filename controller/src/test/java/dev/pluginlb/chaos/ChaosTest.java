package dev.pluginlb.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.testing.SideBySide;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The short form of {@code scripts/chaos.sh}: faults of each part, and whom they hit is left to chance. */
class ChaosTest {

    @Test
    void nothingIsLostThatDidNotRunOnWhatFailedWithEitherDriver() throws Exception {
        SideBySide.run(
                2,
                Map.of(
                        "lua",
                        () -> assertNothingLost(
                                "lua",
                                "redis-stopped",
                                "controller-killed",
                                "nginx-worker-killed",
                                "nginx-binary-missing"),
                        "reload",
                        () -> assertNothingLost("reload", "node-killed", "nginx-binary-missing")));
    }

    private static void assertNothingLost(String driver, String... faults) throws Exception {
        long seed = System.nanoTime();
        List<Fault> chosen = Course.faults().stream()
                .filter(fault -> List.of(faults).contains(fault.name()))
                .toList();
        Iterator<List<Hit>> rounds = new Schedule(chosen, seed).each().iterator();
        StringWriter words = new StringWriter();
        Outcome outcome =
                new Course(driver, new PrintWriter(words)).run(() -> rounds.hasNext() ? rounds.next() : List.of());
        outcome.print(new PrintWriter(words));

        assertThat(outcome.isGood()).as("seed %d: %s", seed, words).isTrue();
        assertThat(outcome.faults()).isEqualTo(faults.length);
        assertThat(outcome.verdict().good()).isGreaterThan(100);
    }
}
