package dev.pluginlb.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pluginlb churn}: measures the promises, as {@code scripts/churn.sh} does. */
@Command(name = "churn", hidden = true, description = "measures on loopback what pluginlb promises; a few minutes")
public final class ChurnCommand implements Callable<Integer> {

    @Option(names = "--driver", paramLabel = "NAME", description = "auto, lua or reload (${DEFAULT-VALUE})")
    private String driver = "auto";

    private final Surroundings here;
    private final Program program;

    public ChurnCommand(Surroundings here, Program program) {
        this.here = here;
        this.program = program;
    }

    @Override
    public Integer call() throws Exception {
        try {
            return (program.churn(driver, here.out()) ? ExitCode.DONE : ExitCode.FAILED).number();
        } catch (IOException failed) {
            throw new CommandFailedException(ExitCode.FAILED, String.valueOf(failed.getMessage()));
        }
    }
}
