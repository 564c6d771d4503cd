package dev.pluginlb.bench.scale;

import dev.pluginlb.demo.Figures;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command behind {@code scripts/scale.sh}. */
@Command(
        name = "scale.sh",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures what pluginlb costs with many nodes and endpoints, and with few that are idle.")
final class Scale implements Callable<Integer> {

    /** Of a cluster of a thousand stock daemons; all thousand would be a hundred megabytes in Redis. */
    private static final int FEW_VOTES = 5;

    @Option(names = "--driver", split = ",", paramLabel = "NAME", description = "lua, reload: ${DEFAULT-VALUE}")
    private List<String> drivers = List.of("lua", "reload");

    @Option(names = "--only", split = ",", paramLabel = "CASE", description = "large, idle: ${DEFAULT-VALUE}")
    private List<String> cases = List.of("large", "idle");

    @Option(names = "--nodes", description = "of the large cluster: ${DEFAULT-VALUE}")
    private int nodes = 1000;

    @Option(names = "--endpoints", description = "of the large cluster: ${DEFAULT-VALUE}")
    private int endpoints = 10_000;

    @Option(names = "--idle-nodes", description = "of the idle cluster: ${DEFAULT-VALUE}")
    private int idleNodes = 50;

    @Option(names = "--seconds", description = "that count: ${DEFAULT-VALUE}")
    private int seconds = 60;

    @Option(names = "--warm-up", paramLabel = "SECONDS", description = "before them: ${DEFAULT-VALUE}")
    private int warmUp = 30;

    @Option(names = "--out", paramLabel = "FILE", description = "for the figures: ${DEFAULT-VALUE}")
    private Path out = Path.of("target/scale/result.json");

    private final List<String> pluginlb;
    private final PrintWriter console;

    private Scale(List<String> pluginlb, PrintWriter console) {
        this.pluginlb = pluginlb;
        this.console = console;
    }

    /** System property {@code scale.pluginlb}: the script that is pluginlb. */
    public static void main(String[] args) {
        PrintWriter console = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        System.exit(new CommandLine(new Scale(List.of(System.getProperty("scale.pluginlb")), console))
                .setOut(console)
                .execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Figures figures = new Figures();
        Observation observation = new Observation(Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds), figures);
        for (String driver : drivers) {
            if (cases.contains("large")) {
                say(driver + ": " + nodes + " nodes, " + endpoints + " endpoints");
                Cluster.Shape shape = new Cluster.Shape(nodes, endpoints, FEW_VOTES);
                observation.ofLarge(driver, shape, pluginlb);
            }
            if (cases.contains("idle")) {
                say(driver + ": " + idleNodes + " idle nodes");
                observation.ofIdle(driver, new Cluster.Shape(idleNodes, 0, idleNodes), pluginlb);
            }
        }
        figures.print(console);
        Files.createDirectories(out.toAbsolutePath().getParent());
        Files.writeString(out, figures.json());
        console.println("written: " + out);
        return figures.allMet() ? 0 : 1;
    }

    private void say(String what) {
        console.println(what + " …");
    }
}
