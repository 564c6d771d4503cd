package dev.pluginlb.cli;

import dev.pluginlb.demo.StandInOptions;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** {@code pluginlb stand-in}: one stand-in plugin daemon, as the demo starts them. */
@Command(
        name = "stand-in",
        description = {
            "one stand-in plugin daemon, as the demo starts them, until Ctrl-C",
            "One that was killed comes back with --listen and the address that it had, under a new id."
        })
public final class StandInCommand implements Callable<Integer> {

    private final Program program;
    private CommandSpec spec = CommandSpec.create();

    public StandInCommand(Program program) {
        this.program = program;
    }

    /** The options are those of the stand-in, which says itself what each means. */
    @Spec
    void describe(CommandSpec own) {
        spec = own;
        StandInOptions.flags()
                .forEach(flag -> own.addOption(OptionSpec.builder("--" + flag.name())
                        .paramLabel(flag.value())
                        .arity("1")
                        .type(String.class)
                        .description(flag.words())
                        .build()));
    }

    @Override
    public Integer call() {
        StandInOptions options = options();
        try {
            program.standIn(options);
        } catch (UncheckedIOException failed) {
            throw new CommandFailedException(ExitCode.FAILED, String.valueOf(failed.getMessage()));
        }
        return ExitCode.DONE.number();
    }

    /** Taken in the order in which they were given: what listens also advertises, until it is told otherwise. */
    private StandInOptions options() {
        List<String> given = spec.commandLine().getParseResult().matchedOptions().stream()
                .map(option -> option.longestName() + "=" + option.<Object>getValue())
                .toList();
        try {
            return StandInOptions.parse(given);
        } catch (IllegalArgumentException bad) {
            throw new CommandFailedException(ExitCode.USAGE, String.valueOf(bad.getMessage()));
        }
    }
}
