package dev.pluginlb.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the simulator says of whole workloads, with fixed seeds: against theory, and against what was measured. */
class SimulationTest {

    private static Scenario slots(int nodes, int slots) {
        return new Scenario(Collections.nCopies(nodes, new NodeSpec(NodeSpec.Kind.SLOTS, slots, 1)), 0, 60);
    }

    private static Figures run(Policy policy, Scenario scenario, Workload workload) {
        List<List<Request>> runs = LongStream.rangeClosed(1, 3)
                .mapToObj(seed -> workload.requests(scenario.nodes(), seed))
                .toList();
        return Comparison.of(scenario, runs, List.of(policy))
                .policies()
                .getOrDefault(policy, Figures.of(new double[0], new double[0]));
    }

    /** Mean wait of M/M/c in mean services: {@code C(c, a) / (c - a)}, with Erlang's C by the recursion of his B. */
    private static double erlangWait(int servers, double erlangs) {
        double b = 1;
        for (int n = 1; n <= servers; n++) {
            b = erlangs * b / (n + erlangs * b);
        }
        double c = b / (1 - erlangs / servers * (1 - b));
        return c / (servers - erlangs);
    }

    @ParameterizedTest
    @CsvSource({"1,0.5", "4,0.8", "16,0.9"})
    void theWaitForOneOfManySlotsIsThatOfErlang(int slots, double load) {
        Scenario scenario = slots(1, slots);
        Workload workload =
                new Workload(load, 1, 0, Service.constant(1), Service.exponential(1), 400_000.0 / (slots * load));

        double expected = 1 + erlangWait(slots, slots * load);

        assertThat(run(Policy.BOUND, scenario, workload).mean()).isCloseTo(expected, within(0.05 * expected));
        assertThat(run(Policy.LEAST_CONN, scenario, workload).mean()).isCloseTo(expected, within(0.05 * expected));
    }

    @Test
    void aSharedProcessorTakesAsLongAsTheoryHasIt() {
        Scenario scenario = new Scenario(List.of(new NodeSpec(NodeSpec.Kind.SHARED, 1, 1)), 0, 60);
        Workload workload = new Workload(0.6, 1, 0, Service.constant(1), Service.lognormal(1, 1), 200_000);

        // M/G/1 with processor sharing: work / (1 - load), whatever the distribution.
        assertThat(run(Policy.ROUND_ROBIN, scenario, workload).mean()).isCloseTo(2.5, within(0.1));
    }

    @Test
    void theSameSeedGivesTheSameFigures() {
        Workload workload = Workload.usual(0.85, 0.1);

        assertThat(run(Policy.ADAPTIVE_LEARNED, slots(3, 8), workload))
                .isEqualTo(run(Policy.ADAPTIVE_LEARNED, slots(3, 8), workload));
    }

    /**
     * Milliseconds from the table that was measured through real proxies; the last two from another simulator. The split of two nodes is left out: its long node
     * has more work than slots, so what is measured there depends on how long the run is.
     */
    @ParameterizedTest
    @CsvSource({
        "BOUND,       2, 0.70, 0.1, 182, 1470",
        "ROUND_ROBIN, 2, 0.70, 0.1, 295, 1559",
        "LEAST_CONN,  2, 0.70, 0.1, 192, 1470",
        "BOUND,       2, 0.70, 0.5, 700, 1400",
        "LEAST_CONN,  2, 0.70, 0.5, 708, 1409",
        "BOUND,       3, 0.85, 0.1, 191, 1561",
        "LEAST_CONN,  3, 0.85, 0.1, 235, 1558",
        "BOUND,       5, 0.85, 0.1, 199, 1610",
        "ROUND_ROBIN, 5, 0.85, 0.1, 739, 2001",
        "LEAST_CONN,  5, 0.85, 0.1, 297, 1602",
        "SPLIT,       5, 0.85, 0.1, 248, 2139",
        "LEAST_CONN,  5, 0.85, 0.1, 227, 1552",
        "LEAST_CONN,  3, 0.95, 0.1, 820, 2121"
    })
    void whatWasMeasuredComesOutOfTheSimulation(
            Policy policy, int nodes, double load, double longShare, double mean, double longMean) {
        Figures figures = run(policy, slots(nodes, 8), Workload.usual(load, longShare));

        assertThat(1000 * figures.mean()).isCloseTo(mean, within(0.35 * mean));
        assertThat(1000 * figures.longMean()).isCloseTo(longMean, within(0.35 * longMean));
    }

    @ParameterizedTest
    @CsvSource({"2,0.7,0.1", "2,0.7,0.02", "2,0.7,0.5", "3,0.85,0.1", "5,0.85,0.1"})
    void theAdaptiveRuleIsNearTheBound(int nodes, double load, double longShare) {
        Scenario scenario = slots(nodes, 8);
        Workload workload = Workload.usual(load, longShare);
        Figures bound = run(Policy.BOUND, scenario, workload);

        Figures given = run(Policy.ADAPTIVE, scenario, workload).over(bound);
        Figures learned = run(Policy.ADAPTIVE_LEARNED, scenario, workload).over(bound);

        assertThat(given.mean()).isLessThanOrEqualTo(1.05);
        assertThat(given.shortP99()).isLessThanOrEqualTo(1.25);
        assertThat(given.longMean()).isLessThanOrEqualTo(1.05);
        assertThat(learned.mean()).isLessThanOrEqualTo(1.10);
        assertThat(learned.shortP99()).isLessThanOrEqualTo(1.5);
        assertThat(learned.longMean()).isLessThanOrEqualTo(1.10);
    }

    @Test
    void whatIsTakenForTheWrongClassCostsLittle() {
        Workload wrong = new Workload(0.85, 0.1, 0.1, Service.constant(0.03), Service.lognormal(1.5, 1), 360);

        assertThat(run(Policy.ADAPTIVE, slots(5, 8), wrong)
                        .over(run(Policy.ADAPTIVE, slots(5, 8), Workload.usual(0.85, 0.1)))
                        .mean())
                .isLessThan(1.2);
    }

    @Test
    void noneIsHeldWhereProcessorsAreShared() {
        Scenario shared = new Scenario(Collections.nCopies(3, new NodeSpec(NodeSpec.Kind.SHARED, 8, 1)), 0, 60);
        Workload workload = Workload.usual(0.85, 0.1);

        assertThat(run(Policy.ADAPTIVE_LEARNED, shared, workload)).isEqualTo(run(Policy.LEAST_CONN, shared, workload));
    }
}
