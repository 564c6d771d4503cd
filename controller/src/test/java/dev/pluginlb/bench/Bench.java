package dev.pluginlb.bench;

import dev.pluginlb.bench.front.Contender;
import dev.pluginlb.bench.front.Contenders;
import dev.pluginlb.bench.report.CellResult;
import dev.pluginlb.bench.report.Machine;
import dev.pluginlb.bench.report.Plots;
import dev.pluginlb.bench.report.ReadmeTable;
import dev.pluginlb.bench.report.Result;
import dev.pluginlb.bench.report.Table;
import dev.pluginlb.bench.work.Cell;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command behind {@code scripts/bench.sh}. */
@Command(
        name = "bench.sh",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures ways to spread requests over nodes, with real proxies on loopback.")
final class Bench implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "SCENARIO", description = "${COMPLETION-CANDIDATES}: ${DEFAULT-VALUE}")
    private Scenario scenario = Scenario.ROWS;

    @Option(names = "--only", split = ",", paramLabel = "NAME", description = "these contenders, by commas")
    private List<String> only = List.of();

    @Option(names = "--cell", split = ",", paramLabel = "NUMBER", description = "these cells of the scenario, from 1")
    private List<Integer> chosen = List.of();

    @Option(names = "--seconds", description = "that count, of each repetition: ${DEFAULT-VALUE}")
    private int seconds = 60;

    @Option(names = "--warm-up", paramLabel = "SECONDS", description = "before them: ${DEFAULT-VALUE}")
    private int warmUp = 60;

    @Option(names = "--repeat", paramLabel = "TIMES", description = "${DEFAULT-VALUE}")
    private int repeat = 3;

    @Option(
            names = "--side-by-side",
            description = "all contenders at the same time instead of in turns: much sooner done, and all see the same"
                    + " disturbances; only where the machine has cores to spare (see the column late)")
    private boolean sideBySide;

    @Option(names = "--seed", description = "of the first repetition: ${DEFAULT-VALUE}")
    private long seed = 1;

    @Mixin
    private Overrides overrides = new Overrides();

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "for the result and the plots: target/bench/<scenario>")
    private @Nullable Path given;

    @Option(names = "--readme", paramLabel = "FILE", description = "only puts the table of <out>/result.json into it")
    private @Nullable Path readme;

    private final List<String> arguments;
    private final List<String> pluginlb;
    private final PrintWriter console;

    Bench(List<String> arguments, List<String> pluginlb, PrintWriter console) {
        this.arguments = arguments;
        this.pluginlb = pluginlb;
        this.console = console;
    }

    /** System property {@code bench.pluginlb}: the script that is pluginlb. */
    public static void main(String[] args) {
        System.exit(run(
                List.of(args),
                List.of(System.getProperty("bench.pluginlb")),
                new PrintWriter(System.out, true, StandardCharsets.UTF_8)));
    }

    static int run(List<String> arguments, List<String> pluginlb, PrintWriter console) {
        return new CommandLine(new Bench(arguments, pluginlb, console))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(console)
                .execute(arguments.toArray(String[]::new));
    }

    @Override
    public Integer call() throws Exception {
        String name = scenario.name().toLowerCase(Locale.ROOT);
        Path out = given == null ? Path.of("target/bench", name) : given;
        Path file = out.resolve("result.json");
        if (readme != null) {
            ReadmeTable.of(Result.read(file)).putInto(readme);
            return 0;
        }
        Result result = measure(name);
        result.write(file);
        Plots.of(result).write(out);
        console.println("written: " + file + " and plots beside it");
        return result.failed() == 0 ? 0 : 1;
    }

    private Result measure(String name) throws Exception {
        Map<String, String> absent = new TreeMap<>();
        List<Contender> contenders = present(absent);
        Length length = new Length(Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds), repeat, seed);
        Order order = sideBySide ? Order.SIDE_BY_SIDE : Order.IN_TURNS;
        List<Cell> cells = cells();
        console.printf("about %d minutes%n", order.minutes(cells.size(), contenders, length));
        List<CellResult> results = new ArrayList<>();
        for (Cell cell : cells) {
            results.add(Measurement.of(cell, contenders, length, order));
            console.println();
            console.print(Table.of(results.get(results.size() - 1)));
            console.flush();
        }
        String command = ("scripts/bench.sh " + String.join(" ", arguments)).strip();
        return new Result(name, command, seed, seconds, warmUp, repeat, Machine.here(), absent, results);
    }

    private List<Cell> cells() {
        List<Cell> all = overrides.apply(scenario);
        return chosen.isEmpty()
                ? all
                : chosen.stream().map(number -> all.get(number - 1)).toList();
    }

    /** A contender that was asked for by name must be able to take part. */
    private List<Contender> present(Map<String, String> absent) {
        List<Contender> all = Contenders.all(pluginlb);
        List<String> names = all.stream().map(Contender::name).toList();
        if (!names.containsAll(only)) {
            throw new IllegalArgumentException("--only: " + only + " (expected: some of " + names + ")");
        }
        List<Contender> present = new ArrayList<>();
        for (Contender contender : all) {
            if (only.isEmpty() || only.contains(contender.name())) {
                contender
                        .absence()
                        .ifPresentOrElse(why -> absent.put(contender.name(), why), () -> present.add(contender));
            }
        }
        absent.forEach((name, why) -> console.println("left out: " + name + ": " + why));
        if (!only.isEmpty() && !absent.isEmpty()) {
            throw new IllegalStateException("asked for, but left out: " + absent.keySet());
        }
        return present;
    }
}
