package dev.pluginlb.bench;

import dev.pluginlb.bench.front.Contender;
import dev.pluginlb.bench.front.Front;
import dev.pluginlb.bench.front.Site;
import dev.pluginlb.bench.load.ClosedLoad;
import dev.pluginlb.bench.load.OpenLoad;
import dev.pluginlb.bench.load.Outcome;
import dev.pluginlb.bench.load.Sender;
import dev.pluginlb.bench.node.NodesProcess;
import dev.pluginlb.bench.report.CellResult;
import dev.pluginlb.bench.report.Distribution;
import dev.pluginlb.bench.report.Figures;
import dev.pluginlb.bench.report.Run;
import dev.pluginlb.bench.report.Summary;
import dev.pluginlb.bench.work.Answered;
import dev.pluginlb.bench.work.Cell;
import dev.pluginlb.bench.work.Clients;
import dev.pluginlb.bench.work.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One cell with all contenders. Each has nodes of its own, so that none sees another's requests, and stays up between its
 * repetitions. The arrivals of one repetition are the same for all; in turns, each begins with another contender.
 */
final class Measurement implements AutoCloseable {

    /** Before anything is measured, for the compilers of this process and of the nodes. */
    private static final Duration LEAST_SCHOOLING = Duration.ofSeconds(2);

    private static final long SCHOOLING_SEED = -1;

    /** A contender that is up, and what came of it. */
    private record Lane(Contender contender, Front front, Sender sender, List<Run> runs, List<Answered> answered) {

        Summary summary(List<Figures> references) {
            return Summary.of(contender.name(), runs, references, Distribution.of(answered));
        }
    }

    private final Cell cell;
    private final Length length;
    private final Order order;
    private final NodesProcess nodes;
    private final List<Lane> lanes = new ArrayList<>();
    private final List<Path> folders = new ArrayList<>();
    private final List<Figures> references = new ArrayList<>();

    private Measurement(Cell cell, Length length, Order order, NodesProcess nodes) {
        this.cell = cell;
        this.length = length;
        this.order = order;
        this.nodes = nodes;
    }

    static CellResult of(Cell cell, List<Contender> contenders, Length length, Order order) throws Exception {
        try (NodesProcess nodes = NodesProcess.start(cell.nodes(), contenders.size());
                Measurement measurement = new Measurement(cell, length, order, nodes)) {
            for (Contender contender : contenders) {
                measurement.start(contender);
            }
            measurement.school();
            for (int repetition = 0; repetition < length.repetitions(); repetition++) {
                measurement.repeat(repetition);
            }
            return measurement.result();
        }
    }

    private void start(Contender contender) throws Exception {
        Path folder = folder();
        Front front = contender.start(new Site(folder, cell.nodes(), nodes.set(lanes.size())));
        lanes.add(new Lane(contender, front, Sender.to(front.port()), new ArrayList<>(), new ArrayList<>()));
    }

    private void school() throws Exception {
        order.run(lanes.stream()
                .map(lane -> (Order.Turn) () -> send(lane, schooling(lane), 0))
                .toList());
    }

    private static Length schooling(Lane lane) {
        Duration wanted = lane.contender().schooling();
        Duration schooling = wanted.compareTo(LEAST_SCHOOLING) > 0 ? wanted : LEAST_SCHOOLING;
        return new Length(schooling, Duration.ZERO, 1, SCHOOLING_SEED);
    }

    /** Nginx's workers run under another name when we are root. */
    private Path folder() throws IOException {
        Path folder = Files.createTempDirectory(
                "pluginlb-bench", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        folders.add(folder);
        return folder;
    }

    private void repeat(int repetition) throws Exception {
        references.add(Figures.of(simulated(repetition)));
        order.run(IntStream.range(0, lanes.size())
                .mapToObj(i -> lanes.get((i + repetition) % lanes.size()))
                .map(lane -> (Order.Turn) () -> measure(lane, repetition))
                .toList());
    }

    private void measure(Lane lane, int repetition) throws InterruptedException {
        Outcome outcome = send(lane, length, repetition);
        lane.runs().add(Run.of(outcome));
        lane.answered().addAll(outcome.answered());
    }

    private List<Answered> simulated(int repetition) {
        return cell.clients() == 0
                ? Simulation.of(cell, cell.trace(length.warmUp(), length.counted(), length.seed(repetition)))
                : Simulation.of(cell, clients(length, repetition));
    }

    private Outcome send(Lane lane, Length how, int repetition) throws InterruptedException {
        return cell.clients() == 0
                ? OpenLoad.run(
                        lane.sender(), cell.trace(how.warmUp(), how.counted(), how.seed(repetition)), length.patience())
                : ClosedLoad.run(lane.sender(), clients(how, repetition), Length.patience(cell.backlog()));
    }

    private Clients clients(Length how, int repetition) {
        return Clients.of(cell, how.warmUp(), how.counted(), how.seed(repetition));
    }

    private CellResult result() {
        List<Summary> summaries =
                lanes.stream().map(lane -> lane.summary(references)).toList();
        return CellResult.of(cell, references, summaries);
    }

    @Override
    public void close() throws IOException {
        for (Lane lane : lanes) {
            lane.sender().close();
            lane.front().close();
        }
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }
}
