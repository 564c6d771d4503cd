package dev.pluginlb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pluginlb.admin.view.AdminJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {

    @TempDir
    Path directory;

    private Shell.Ended simulate(String options) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Surroundings here =
                new Surroundings(Map.of(), directory, new PrintWriter(out, true), new PrintWriter(err, true));
        String[] words = Stream.of(("simulate " + options).split(" ")).toArray(String[]::new);
        int code = Pluginlb.create(here, List.of(new SimulateCommand(here))).execute(words);
        return new Shell.Ended(code, out.toString(), err.toString());
    }

    @Test
    void aTableComparesTheWantedPoliciesWithTheBound() {
        Shell.Ended ended = simulate("--policies least-conn,adaptive --for 20s --warm-up 5s --seeds 2");

        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .startsWith("3 nodes of 8 slots, load 0.85, 10 % long, 2 seeds from 1\n")
                .containsPattern("bound +\\d+ +\\d+ +\\d+ +\\d+ +\\d+ +1.00 +1.00 +1.00")
                .contains("least-conn", "adaptive")
                .doesNotContain("round-robin");
    }

    @Test
    void jsonCsvAndPlotHoldTheSame() throws IOException {
        Shell.Ended ended = simulate(
                "--policies split --for 20s --warm-up 5s --seeds 1 --output json --csv out.csv --plot out.png");

        assertThat(ended.err()).isEmpty();
        JsonNode split = AdminJson.mapper().readTree(ended.out()).at("/policies/split");
        assertThat(split.at("/mean_to_bound").asDouble()).isGreaterThan(1);
        assertThat(Files.readAllLines(directory.resolve("out.csv")))
                .hasSize(3)
                .contains("policy,mean_ms,short_p50_ms,short_p99_ms,long_mean_ms,long_p99_ms");
        assertThat(Files.readAllBytes(directory.resolve("out.png"))).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void everyKindOfClusterAndWorkCanBeAskedFor() {
        assertThat(simulate(
                                "--nodes 4 --slots 4,8 --speeds 1,0.5 --stale 100ms --wrong 0.1 --short-work exponential:30ms"
                                        + " --long-work pareto:1500ms:1.8 --for 10s --warm-up 1s --seeds 1")
                        .code())
                .isZero();
        assertThat(simulate("--shared --long-work constant:1s --long 0 --for 10s --seeds 1 --output json")
                        .out())
                .doesNotContain("long_mean");
    }

    @Test
    void aLogIsRunWithWhatThisAssumes() throws IOException {
        Files.writeString(
                directory.resolve("access.log"),
                "10.1.1.1 - - [21/Nov/2026:10:00:00 +0000] \"POST /a HTTP/1.1\" 200 512 \"-\" \"x\" 0.200 0.150\n");

        Shell.Ended ended = simulate("--log access.log --nodes 2 --policies adaptive");

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("1 requests of access.log", "Recorded times contain what requests waited for");
    }

    @Test
    void whatCannotBeIsAUsageError() {
        assertThat(List.of(
                        "--policies best",
                        "--nodes 0",
                        "--slots 0",
                        "--load 0",
                        "--seeds 0",
                        "--long-work pareto:1s",
                        "--log no.log",
                        "--log-pattern ( --log " + directory,
                        "--for 5"))
                .allSatisfy(options -> assertThat(simulate(options).code()).isEqualTo(2));
    }
}
