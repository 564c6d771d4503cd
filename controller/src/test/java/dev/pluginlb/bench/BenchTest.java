package dev.pluginlb.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.Main;
import dev.pluginlb.bench.report.CellResult;
import dev.pluginlb.bench.report.Result;
import dev.pluginlb.bench.report.Summary;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short form of {@code scripts/bench.sh}, with what scripts/test.sh installs: HAProxy is the bench's own. */
class BenchTest {

    private static final List<String> PLUGINLB = List.of(
            ProcessHandle.current().info().command().orElse("java"),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());

    private final StringWriter said = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void everyContenderAnswersEveryRequestAndTheResultIsWhole() throws IOException {
        int code = bench("rows", "--cell", "2", "--only", "least_conn,two-tier", "--slots", "4");

        assertThat(code).as(said.toString()).isZero();
        Result result = Result.read(folder.resolve("result.json"));
        CellResult cell = result.cells().get(0);
        assertThat(cell.contenders()).extracting(Summary::contender).containsExactly("least_conn", "two-tier");
        assertThat(cell.contenders()).allSatisfy(contender -> {
            assertThat(contender.failed()).isZero();
            assertThat(contender.runs()).hasSize(2);
            assertThat(contender.counted())
                    .isEqualTo(cell.contenders().get(0).counted())
                    .isPositive();
            // Nothing is faster than its work.
            assertThat(contender.least().shortP50()).isGreaterThanOrEqualTo(30);
        });
        assertThat(cell.references()).hasSize(2);
        assertThat(folder.resolve("short-p99.png")).isNotEmptyFile();
        assertThat(said.toString()).contains("2 nodes, load 0.70, 2 % long", "least_conn");
    }

    @Test
    void sideBySideEveryContenderGetsTheSameRequestsToo() throws IOException {
        int code = bench("rows", "--cell", "2", "--only", "round-robin,least_conn", "--side-by-side");

        assertThat(code).as(said.toString()).isZero();
        List<Summary> contenders =
                Result.read(folder.resolve("result.json")).cells().get(0).contenders();
        assertThat(contenders).hasSize(2);
        assertThat(contenders.get(0).counted())
                .isPositive()
                .isEqualTo(contenders.get(1).counted());
    }

    @Test
    void theTableGoesBetweenTheMarksOfADocument() throws IOException {
        bench("concurrent", "--cell", "1", "--only", "least_conn", "--slots", "16", "--long", "0");
        Path document = Files.writeString(
                folder.resolve("README.md"),
                "before\n<!-- bench concurrent: begin -->\nold\n<!-- bench concurrent: end -->\nafter\n");

        assertThat(bench("concurrent", "--readme", document.toString()))
                .as(said.toString())
                .isZero();

        assertThat(Files.readString(document))
                .startsWith("before\n<!-- bench concurrent: begin -->\n`scripts/bench.sh concurrent")
                .contains("| reference | least_conn |", "| 2 nodes, 1000 clients, 0 % long | ")
                .doesNotContain("old")
                .endsWith("<!-- bench concurrent: end -->\nafter\n");
    }

    private int bench(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--out", folder.toString(), "--seconds", "1", "--warm-up", "1", "--repeat", "2"));
        return Bench.run(all, PLUGINLB, new PrintWriter(said, true));
    }
}
