package dev.pluginlb.chaos;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command behind {@code scripts/chaos.sh}. */
@Command(
        name = "chaos.sh",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lets faults come over a whole front under load, and follows every request.")
final class Chaos implements Callable<Integer> {

    private static final int USAGE = 2;

    @Option(names = "--driver", paramLabel = "NAME", description = "lua or reload: ${DEFAULT-VALUE}")
    private String driver = "lua";

    @Option(names = "--seed", description = "of the order of the faults and of whom they hit; else another each time")
    private long seed = Instant.now().getEpochSecond();

    @Option(names = "--minutes", description = "no new fault after that: ${DEFAULT-VALUE}")
    private double minutes = 10;

    @Option(names = "--only", split = ",", paramLabel = "FAULT", description = "of these, see --list")
    private List<String> only = List.of();

    @Option(names = "--once", description = "each fault once, alone, in the order of --list, however long that takes")
    private boolean once;

    @Option(names = "--list", description = "prints the faults, and that is all")
    private boolean list;

    @Option(names = "--out", paramLabel = "FOLDER", description = "for the report: ${DEFAULT-VALUE}")
    private Path out = Path.of("target/chaos");

    private final PrintWriter console;

    private Chaos(PrintWriter console) {
        this.console = console;
    }

    public static void main(String[] args) {
        PrintWriter console = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        System.exit(new CommandLine(new Chaos(console)).setOut(console).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        List<Fault> faults = Course.faults().stream()
                .filter(fault -> only.isEmpty() || only.contains(fault.name()))
                .toList();
        if (list) {
            faults.forEach(fault -> console.printf("%-28s %s%n", fault.name(), fault.what()));
            return 0;
        }
        if (faults.size() < only.size()) {
            console.println("--only: " + only + " (expected: faults of --list)");
            return USAGE;
        }
        console.printf("--driver %s --seed %d%n", driver, seed);
        Outcome outcome = new Course(driver, console).run(rounds(faults));
        report(outcome);
        return outcome.isGood() ? 0 : 1;
    }

    private Supplier<List<Hit>> rounds(List<Fault> faults) {
        Schedule schedule = new Schedule(faults, seed);
        if (once) {
            Iterator<List<Hit>> each = schedule.each().iterator();
            return () -> each.hasNext() ? each.next() : List.of();
        }
        long end =
                System.nanoTime() + Duration.ofMillis((long) (minutes * 60_000)).toNanos();
        return () -> System.nanoTime() < end ? schedule.next() : List.of();
    }

    private void report(Outcome outcome) throws IOException {
        outcome.print(console);
        Files.createDirectories(out);
        Map<String, Object> document = new LinkedHashMap<>(Map.of("seed", seed));
        document.putAll(outcome.document());
        Files.writeString(
                out.resolve("result-" + driver + ".json"),
                new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(document));
        try (PrintWriter text =
                new PrintWriter(out.resolve("report-" + driver + ".txt").toFile(), StandardCharsets.UTF_8)) {
            text.printf("seed %d%n", seed);
            outcome.rounds().forEach(round -> text.println(Outcome.line(round)));
            outcome.print(text);
        }
        console.println("written: " + out);
    }
}
