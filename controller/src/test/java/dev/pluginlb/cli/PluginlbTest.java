package dev.pluginlb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;

class PluginlbTest {

    private final Shell shell = new Shell(Path.of(""));

    /** A command as another part of the program brings it along. */
    @Command(name = "own", description = "one of its own")
    static final class Own implements Callable<Integer> {

        private final RuntimeException thrown;

        Own(RuntimeException thrown) {
            this.thrown = thrown;
        }

        @Override
        public Integer call() {
            throw thrown;
        }
    }

    @Test
    void theHelpListsEveryCommandAndTheExitCodes() {
        Shell.Ended ended = shell.run("--help");

        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .contains("status", "nodes", "plan", "diff", "reload", "history", "rollback", "generate-completion")
                .contains("4   Nginx refused the config");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "nodes", "plan", "diff", "reload", "history", "rollback", "generate-completion"})
    void everyCommandHasHelp(String command) {
        Shell.Ended ended = shell.run(command, "--help");

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).startsWith("Usage: pluginlb " + command);
    }

    @Test
    void theVersionIsTold() {
        assertThat(shell.run("--version").out()).isEqualTo("pluginlb unpackaged\n");
    }

    @Test
    void completionIsGenerated() {
        assertThat(shell.run("generate-completion").out()).contains("_complete_pluginlb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sttas", "status --output xml", "status surplus", "--nonsense"})
    void wrongUsageIsExitTwoWithAWayOut(String line) {
        Shell.Ended ended = shell.line(line);

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).startsWith("pluginlb: ").contains("--help' tells more.");
    }

    @Test
    void aFurtherCommandStandsFirstAndHasHelp() {
        List<Own> own = List.of(new Own(new IllegalStateException()));

        assertThat(shell.run(own, "own", "--help").out()).startsWith("Usage: pluginlb own");
        assertThat(shell.run(own, "--help").out()).containsSubsequence("own", "status");
    }

    @Test
    void aFurtherCommandFailsWithItsWordsAndItsCode() {
        List<Own> own = List.of(new Own(new CommandFailedException(ExitCode.REFUSED, "no\nmore")));

        assertThat(shell.run(own, "own")).isEqualTo(new Shell.Ended(4, "", "pluginlb: no\nmore\n"));
    }

    @Test
    void theUnexpectedIsShownWithAllThatIsKnown() {
        Shell.Ended ended = shell.run(List.of(new Own(new IllegalStateException("odd"))), "own");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("should not have happened", "IllegalStateException: odd", "\tat ");
    }
}
