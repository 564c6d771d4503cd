package dev.pluginlb.bench.soak;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The command behind {@code scripts/soak.sh}. */
@Command(
        name = "soak.sh",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Watches whether anything grows while nodes come and go, plugins are learned and forgotten, and Nginx is"
                        + " reloaded under load. Exits 1 unless everything is flat and no request failed.")
final class Soak implements Callable<Integer> {

    @Option(names = "--minutes", description = "1 to 1440: ${DEFAULT-VALUE}")
    private int minutes = 15;

    @Option(names = "--seed", description = "of what happens when: ${DEFAULT-VALUE}")
    private long seed = 1;

    @Option(names = "--driver", description = "lua or reload: ${DEFAULT-VALUE}")
    private String driver = "lua";

    @Option(names = "--reload-every", paramLabel = "SECONDS", description = "0 for never: ${DEFAULT-VALUE}")
    private int reloadEvery = 10;

    @Option(names = "--sample-every", paramLabel = "SECONDS", description = "${DEFAULT-VALUE}")
    private int sampleEvery = 5;

    @Option(names = "--out", paramLabel = "FOLDER", description = "for result.json and plot.png: ${DEFAULT-VALUE}")
    private Path out = Path.of("controller/target/soak");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private final List<String> pluginlb;
    private final PrintWriter console;

    private Soak(List<String> pluginlb, PrintWriter console) {
        this.pluginlb = pluginlb;
        this.console = console;
        this.spec = CommandLine.Model.CommandSpec.create();
    }

    /** System property {@code soak.pluginlb}: the script that is pluginlb. */
    public static void main(String[] args) {
        PrintWriter console = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        System.exit(new CommandLine(new Soak(List.of(System.getProperty("soak.pluginlb")), console))
                .setOut(console)
                .execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (minutes < 1 || minutes > 1440 || reloadEvery < 0 || sampleEvery < 1 || sampleEvery > 15) {
            throw new ParameterException(
                    spec.commandLine(), "expected: --minutes 1 to 1440, --reload-every >= 0, --sample-every 1 to 15");
        }
        Course course = new Course(
                driver,
                seed,
                Duration.ofMinutes(minutes),
                Duration.ofSeconds(sampleEvery),
                Duration.ofSeconds(reloadEvery));
        console.println(driver + ", " + minutes + " minutes …");
        SoakResult result = course.run(pluginlb, controller -> {});
        result.print(console);
        result.write(out.resolve("result.json"));
        SoakPlot.write(result, out.resolve("plot.png"));
        console.println("written: " + out.resolve("result.json") + ", plot.png");
        return result.passed() ? 0 : 1;
    }
}
