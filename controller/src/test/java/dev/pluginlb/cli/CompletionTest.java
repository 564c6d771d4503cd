package dev.pluginlb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.testing.NoProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bash offers after the script of {@code generate-completion} was read. */
class CompletionTest {

    private static final String TAB = "source \"$0\"; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _complete_pluginlb;"
            + " printf '%s\\n' \"${COMPREPLY[@]}\"";

    @TempDir
    Path folder;

    @Test
    void commandsAreOfferedButThoseThatAreHiddenAreNot() throws IOException {
        assertThat(offered("pluginlb", ""))
                .contains("status", "events", "top", "drain", "rollback", "stand-in", "generate-completion")
                .doesNotContain("churn");
        assertThat(offered("pluginlb", "ro")).containsExactly("rollback");
    }

    @Test
    void optionsOfACommandAreOffered() throws IOException {
        assertThat(offered("pluginlb", "events", "--"))
                .contains("--follow", "--since", "--kind", "--output", "--color");
    }

    @Test
    void valuesOfOptionsAreOffered() throws IOException {
        assertThat(offered("pluginlb", "nodes", "--output", "")).containsExactly("table", "json");
        assertThat(offered("pluginlb", "nodes", "--color", "a")).containsExactly("auto", "always");
        assertThat(offered("pluginlb", "events", "--kind", "re")).containsExactly("release", "redis");
        assertThat(offered("pluginlb", "stats", "--sort", "")).containsExactly("requests", "mean", "max", "endpoint");
    }

    /** Of most of them nothing was offered, not even what the shell offers by itself. */
    @Test
    void whereAFileIsWantedFilesAreOffered() throws IOException {
        String file = Files.createFile(folder.resolve("some.yaml")).toString();
        String begun = folder.resolve("so").toString();

        for (String option : List.of("--config", "--env-file", "--admin-ca", "--token-file")) {
            assertThat(offered("pluginlb", "status", option, begun)).as(option).containsExactly(file);
        }
        for (String option : List.of("--snapshot", "--config")) {
            assertThat(offered("pluginlb", "render", option, begun)).as(option).containsExactly(file);
        }
        for (String option : List.of("--log", "--plot", "--csv")) {
            assertThat(offered("pluginlb", "simulate", option, begun))
                    .as(option)
                    .containsExactly(file);
        }
    }

    /** What stands in an answer is not run: the shell expands the words that it offers. */
    @Test
    void nodesAndReleasesAreOfferedAsTheControllerNamesThem() throws IOException {
        Path program = Files.writeString(folder.resolve("pluginlb"), """
                #!/bin/sh
                case "$*" in
                nodes*) printf '  "id" : "node-a",\\n  "address" : "10.0.0.5:5002",\\n  "id" : "node-b",\\n' &&
                    printf '  "address" : "10.0.0.6:5002",\\n  "id" : "$(touch %s)",\\n' ;;
                history*) printf '    "version" : "0a1b",\\n    "version" : "0a1b",\\n' ;;
                esac
                """.formatted(folder.resolve("touched")));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        String it = program.toString();

        assertThat(completed(it, "drain", "")).containsExactly("node-a", "10.0.0.5:5002", "node-b", "10.0.0.6:5002");
        assertThat(completed(it, "drain", "10.0.0.6")).containsExactly("10.0.0.6:5002");
        assertThat(completed(it, "undrain", "node-b")).containsExactly("node-b");
        assertThat(completed(it, "rollback", "")).containsExactly("0a1b");
        assertThat(completed(it, "rollback", "--re")).containsExactly("--resume");
        assertThat(completed(it, "drain", "node-a", "")).doesNotContain("node-b");
        assertThat(folder.resolve("touched")).doesNotExist();
    }

    /** To bash the colon is a word of its own, and only what stands after it is replaced. */
    @Test
    void anAddressIsCompletedBehindItsColonToo() throws IOException {
        Path program = Files.writeString(folder.resolve("pluginlb"), """
                #!/bin/sh
                printf '  "address" : "10.0.0.5:5002",\\n  "address" : "10.0.0.5:5003",\\n  "address" : "10.0.0.6:5002",\\n'
                """);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        String it = program.toString();

        assertThat(completed(it, "drain", "10.0.0.5", ":")).containsExactly("5002", "5003");
        assertThat(completed(it, "undrain", "10.0.0.5", ":", "5003")).containsExactly("5003");
    }

    private List<String> completed(String... words) throws IOException {
        String line = String.join(" ", words).replaceAll(" ?: ?", ":");
        String typed = "COMP_WORDBREAKS=$' :'; COMP_LINE='" + line + "'; COMP_POINT=" + line.length() + "; ";
        return pressed(typed + TAB.replace("; _complete_pluginlb;", "; _pluginlb_names;"), words);
    }

    /** As bash does it when Tab is pressed in the last word. */
    private List<String> offered(String... words) throws IOException {
        return pressed(TAB, words);
    }

    private List<String> pressed(String tab, String... words) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("bash", "--noprofile", "--norc", "-c", tab, script().toString()));
        command.addAll(List.of(words));
        Process bash = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return printed.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private Path script() throws IOException {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Surroundings here = new Surroundings(Map.of(), folder, nowhere, nowhere);
        List<?> own = List.of(
                new ChurnCommand(here, new NoProgram()),
                new StandInCommand(new NoProgram()),
                new RenderCommand(here, new NoProgram()),
                new SimulateCommand(here));
        String script = new Shell(folder).run(own, "generate-completion").out();
        return Files.writeString(folder.resolve("completion"), script);
    }
}
