package dev.pluginlb.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.pluginlb.simulate.Comparison;
import dev.pluginlb.simulate.Plot;
import dev.pluginlb.simulate.Policy;
import dev.pluginlb.simulate.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pluginlb simulate}. */
@Command(
        name = "simulate",
        description = "compares routing policies on an invented workload or a recorded access log; touches nothing")
public final class SimulateCommand implements Callable<Integer> {

    private final Surroundings here;

    @Mixin
    private SimulatedCluster cluster = new SimulatedCluster();

    @Mixin
    private SimulatedTraffic traffic = new SimulatedTraffic();

    @Option(
            names = "--policies",
            split = ",",
            paramLabel = "NAME",
            description =
                    "round-robin, least-conn, random-two, split, two-tier, adaptive, adaptive-learned; all by default")
    private List<String> policies = List.of();

    @Option(names = "--plot", paramLabel = "FILE", description = "also draws the comparison, as PNG")
    @Nullable
    private Path plot;

    @Option(names = "--csv", paramLabel = "FILE", description = "also writes the figures, as CSV")
    @Nullable
    private Path csv;

    @Mixin
    private OutputOption output = new OutputOption();

    public SimulateCommand(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() throws JsonProcessingException {
        try {
            compare();
        } catch (IllegalArgumentException bad) {
            throw new CommandFailedException(ExitCode.USAGE, String.valueOf(bad.getMessage()));
        } catch (JsonProcessingException unexpected) {
            throw unexpected;
        } catch (IOException failed) {
            throw new CommandFailedException(
                    ExitCode.FAILED, failed.getMessage() == null ? failed.toString() : failed.getMessage());
        }
        return ExitCode.DONE.number();
    }

    private void compare() throws IOException {
        List<Policy> wanted = policies.isEmpty()
                ? List.of(Policy.values())
                : policies.stream().map(Policy::named).toList();
        SimulatedTraffic.Workloads workloads = traffic.workloads(cluster.nodes(), here.directory());
        List<List<Request>> requests = workloads.requests();
        Comparison comparison = Comparison.of(cluster.scenario(traffic.warmUp()), requests, wanted);
        SimulationReport report =
                new SimulationReport(cluster + ", " + workloads.title(), workloads.notes(), comparison);
        here.out().print(output.isJson() ? report.json() : report.text());
        here.out().flush();
        if (csv != null) {
            Files.writeString(here.directory().resolve(csv), report.csv());
        }
        if (plot != null) {
            Plot.write(comparison, report.title(), here.directory().resolve(plot));
        }
    }
}
