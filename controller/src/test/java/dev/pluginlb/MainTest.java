package dev.pluginlb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cli.Commands;
import dev.pluginlb.cli.Pluginlb;
import dev.pluginlb.cli.Surroundings;
import dev.pluginlb.testing.NoProgram;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {

    private final Surroundings here = new Surroundings(
            Map.of(), Path.of(""), new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()));
    private final Commands own = Main.commands(here, new NoProgram());

    @Test
    void whereACommandIsNamedFirstItIsThereAlone() {
        for (String name : all()) {
            assertThat(createFor(name, "--help").getSubcommands()).containsOnlyKeys(name);
        }
    }

    @Test
    void elseAllAreThereForTheHelpAndForSuggestions() {
        assertThat(all()).contains("run", "status", "rollback").hasSizeGreaterThan(20);
        assertThat(createFor("--help").getSubcommands()).containsKeys("run", "status", "generate-completion");
        assertThat(createFor("statsu").getSubcommands()).containsKeys("run", "status", "stats");
    }

    private List<String> all() {
        List<String> names = new ArrayList<>(createFor().getSubcommands().keySet());
        names.remove("generate-completion");
        return names;
    }

    private CommandLine createFor(String... arguments) {
        return Pluginlb.createFor(arguments, here, own);
    }
}
