package dev.pluginlb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.admin.Nodes;
import dev.pluginlb.admin.Running;
import dev.pluginlb.admin.SettableController;
import dev.pluginlb.cluster.Freshness;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ColorTest {

    private static final String ESCAPE = "\u001b[";

    private final Running admin = new Running();
    private final Shell shell = Shell.before(admin, Path.of(""));

    @BeforeEach
    void aNodeThatIsDown() {
        admin.controller.cluster(
                Freshness.live(SettableController.STARTED), Nodes.silent("b", "10.0.0.6:5002", "3 probes failed"));
    }

    @AfterEach
    void stop() {
        admin.close();
    }

    @Test
    void aTerminalGetsColoursAndAPipeNone() {
        assertThat(nodes(Reader.terminal(() -> 200), "auto")).contains(ESCAPE + "31m  down ");
        assertThat(nodes(Reader.PIPE, "auto")).doesNotContain(ESCAPE);
    }

    @Test
    void noColorIsRespectedUnlessColoursAreAskedFor() {
        shell.environment.put("NO_COLOR", "1");

        assertThat(nodes(Reader.terminal(() -> 200), "auto")).doesNotContain(ESCAPE);
        assertThat(nodes(Reader.PIPE, "always")).contains(ESCAPE);
        assertThat(nodes(Reader.terminal(() -> 200), "never")).doesNotContain(ESCAPE);
    }

    @Test
    void coloursMoveNoColumn() {
        assertThat(nodes(Reader.PIPE, "always").replaceAll("\u001b\\[[0-9]*m", ""))
                .isEqualTo(nodes(Reader.PIPE, "never"));
    }

    @Test
    void onATerminalLinesAreCutToItsWidth() {
        assertThat(nodes(Reader.terminal(() -> 40), "never").lines())
                .allMatch(line -> line.length() == 40 && line.endsWith(">"));
    }

    private String nodes(Reader reader, String color) {
        StringWriter out = new StringWriter();
        Surroundings here = new Surroundings(
                shell.environment,
                Path.of(""),
                new PrintWriter(out, true),
                new PrintWriter(new StringWriter(), true),
                reader);
        assertThat(Pluginlb.create(here, List.of()).execute("nodes", "--color", color))
                .isZero();
        return out.toString();
    }
}
