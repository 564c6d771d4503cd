package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.testing.GivenJar;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of {@code docs/examples/policy}, built and used as its README says. */
class PolicyExampleTest {

    private static final Path EXAMPLE = Path.of("../docs/examples/policy");
    private static final String NODES = """
            {"main":"n2","nodes":[{"id":"n1","address":"10.0.0.1:5002"},{"id":"n2","address":"10.0.0.2:5002"}]}
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        writeFiles("reload");
    }

    private void writeFiles(String driver) throws IOException {
        Files.writeString(folder.resolve("nodes.json"), NODES);
        Files.writeString(
                folder.resolve("pluginlb.yaml"),
                "redis: {port: 1}\nadmin: {listen: \"127.0.0.1:1\"}\nrouting: {policy: spare-main}\nstate-dir: "
                        + folder.resolve("state") + "\nnginx: {driver: " + driver + "}\n");
    }

    @Test
    void renderedWithItTheMainNodeIsABackup() {
        GivenJar.of(EXAMPLE, jar());

        Terminal.Ended ended = type("render --snapshot nodes.json");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out())
                .containsPattern("server 10\\.0\\.0\\.2:5002 [^;]*backup;")
                .doesNotContainPattern("server 10\\.0\\.0\\.1:5002 [^;]*backup;");
    }

    @Test
    void withTheLuaDriverItsPoolsAreTheState() throws IOException {
        GivenJar.of(EXAMPLE, jar());
        writeFiles("lua");

        assertThat(type("render --snapshot nodes.json").out())
                .contains("rule pools\n", "\nbackup short 10.0.0.2:5002 ", "\nserver short 10.0.0.1:5002 ");
    }

    @Test
    void checkTellsWhichJarItIsFrom() {
        GivenJar.of(EXAMPLE, jar());

        assertThat(type("check").out()).contains("policy spare-main: from " + jar());
    }

    @Test
    void onTheClassPathItIsFoundToo() {
        Path jar = GivenJar.of(EXAMPLE, folder.resolve("elsewhere/spare-main.jar"));
        String classPath = jar + File.pathSeparator + System.getProperty("java.class.path");

        ChildJvm child =
                ChildJvm.run(folder, List.of("-cp", classPath), Map.of(), "render", "--snapshot", "nodes.json");

        assertThat(child.awaitOutput()).containsPattern("server 10\\.0\\.0\\.2:5002 [^;]*backup;");
    }

    @Test
    void withoutTheJarTheConfigIsWrong() {
        for (String command : new String[] {"run", "check", "render --snapshot nodes.json"}) {
            Terminal.Ended ended = type(command);

            assertThat(ended.code()).as(command).isEqualTo(2);
            assertThat(ended.err())
                    .contains("routing.policy: spare-main (expected: adaptive, least-conn, round-robin or two-tier");
        }
    }

    @Test
    void whenItIsBrokenRunAndCheckSayWhy() {
        GivenJar.ofPolicy("public String name() { throw new IllegalStateException(\"no licence\"); }", jar());

        for (String command : new String[] {"run", "check"}) {
            Terminal.Ended ended = type(command);

            assertThat(ended.code()).as(command).isEqualTo(2);
            assertThat(ended.err())
                    .contains("not loaded: " + jar()
                            + ", class other.Policy: java.lang.IllegalStateException: no licence");
        }
    }

    @Test
    void theCommandsThatAskTheControllerDoNotNeedIt() {
        Terminal.Ended ended = type("status");

        assertThat(ended.code()).as(ended.err()).isEqualTo(3);
    }

    private Path jar() {
        return folder.resolve("state/plugins/spare-main.jar");
    }

    private Terminal.Ended type(String line) {
        return new Terminal(folder, Map.of()).type(line);
    }
}
