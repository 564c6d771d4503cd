package dev.pluginlb.bench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pluginlb.bench.work.Job.Kind;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulationTest {

    private static final Mix MIX = Mix.ofLong(0.1);

    @Test
    void inOneQueueAShortRequestPassesOverWaitingLongOnes() {
        Cell cell = Cell.open(List.of(NodeShape.slots(1)), MIX, 0.5);

        List<Answered> answered = Simulation.of(
                cell,
                trace(arrival(0, 0, Kind.LONG, 100), arrival(1, 1, Kind.LONG, 100), arrival(2, 2, Kind.SHORT, 10)));

        assertThat(answered)
                .containsExactly(
                        new Answered(Kind.LONG, 100), new Answered(Kind.SHORT, 108), new Answered(Kind.LONG, 209));
    }

    @Test
    void slotsOfAllNodesStandBehindTheOneQueue() {
        Cell cell = Cell.open(Cell.nodes(2, NodeShape.slots(2)), MIX, 0.5);

        List<Answered> answered = Simulation.of(
                cell,
                trace(IntStream.range(0, 5)
                        .mapToObj(i -> arrival(i, 0, Kind.SHORT, 30))
                        .toArray(Arrival[]::new)));

        assertThat(answered).extracting(Answered::took).containsExactly(30L, 30L, 30L, 30L, 60L);
    }

    @Test
    void ofUnequalSlotsTheFastestFreeOneIsTaken() {
        Cell cell = Cell.open(List.of(NodeShape.slots(1).atSpeed(0.5), NodeShape.slots(1)), MIX, 0.5);

        List<Answered> answered =
                Simulation.of(cell, trace(arrival(0, 0, Kind.LONG, 100), arrival(1, 0, Kind.LONG, 100)));

        assertThat(answered).extracting(Answered::took).containsExactly(100L, 200L);
    }

    @Test
    void aSharedProcessorSlowsDownAllThatRunOnIt() {
        Cell cell = Cell.open(List.of(NodeShape.shared(1)), MIX, 0.5);

        List<Answered> answered =
                Simulation.of(cell, trace(arrival(0, 0, Kind.LONG, 100), arrival(1, 50, Kind.SHORT, 20)));

        // From 50 on both run at half speed: the short one ends at 90, and the long one has 30 left for itself.
        assertThat(answered).containsExactly(new Answered(Kind.SHORT, 40), new Answered(Kind.LONG, 120));
    }

    @Test
    void aServerWithOneSlotBehavesAsTheTextbookSays() {
        // M/G/1 with one class of constant work: the mean wait is load * work / (2 * (1 - load)).
        Cell cell = Cell.open(List.of(NodeShape.slots(1)), Mix.ofLong(0), 0.5);
        Trace trace = cell.trace(Duration.ZERO, Duration.ofHours(2), 42);

        double mean = Simulation.of(cell, trace).stream()
                .mapToLong(Answered::took)
                .average()
                .orElseThrow();

        assertThat(mean / 1e6).isCloseTo(30 + 0.5 * 30 / (2 * 0.5), within(0.5));
    }

    @Test
    void clientsThatNeverPauseKeepEverySlotBusy() {
        Cell cell = Cell.closed(Cell.nodes(2, NodeShape.slots(4)), Mix.ofLong(0), 80);

        List<Answered> answered =
                Simulation.of(cell, Clients.of(cell, Duration.ofSeconds(10), Duration.ofSeconds(30), 1));

        // 80 clients at 8 slots, 30 ms each: a request takes ten times its work.
        assertThat(answered)
                .extracting(Answered::took)
                .containsOnly(Duration.ofMillis(300).toNanos());
    }

    @Test
    void equalSeedsGiveEqualTracesOfTheLoadThatWasAskedFor() {
        Cell cell = Cell.open(Cell.nodes(5, NodeShape.slots(8)), MIX, 0.85);
        Trace trace = cell.trace(Duration.ZERO, Duration.ofMinutes(30), 7);

        assertThat(cell.trace(Duration.ZERO, Duration.ofMinutes(30), 7)).isEqualTo(trace);
        double work =
                trace.arrivals().stream().mapToDouble(one -> one.job().work()).sum();
        assertThat(work / (40 * Duration.ofMinutes(30).toNanos())).isCloseTo(0.85, within(0.03));
    }

    private static Trace trace(Arrival... arrivals) {
        return new Trace(List.of(arrivals), Duration.ZERO);
    }

    private static Arrival arrival(int id, long at, Kind kind, long work) {
        return new Arrival(at, new Job(id, kind, kind, work));
    }
}
