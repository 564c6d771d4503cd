package dev.pluginlb.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code pluginlb stand-in}: one stand-in plugin daemon, as the demo starts them. */
@Command(name = "stand-in", hidden = true, description = "one stand-in plugin daemon")
public final class StandInCommand implements Callable<Integer> {

    private final Program program;

    @Unmatched
    private List<String> options = new ArrayList<>();

    public StandInCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        program.standIn(options);
        return ExitCode.DONE.number();
    }
}
