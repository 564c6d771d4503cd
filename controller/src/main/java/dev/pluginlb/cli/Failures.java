package dev.pluginlb.cli;

import dev.pluginlb.config.ConfigException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says on standard error why a command failed, and gives the exit code. A stack trace is for the unexpected alone. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (thrown instanceof CommandFailedException failed) {
            say(err, failed.words());
            return failed.exitCode().number();
        }
        if (thrown instanceof ConfigException config) {
            config.errors().forEach(line -> err.println(Printable.line(line)));
            return ExitCode.USAGE.number();
        }
        say(err, "this should not have happened, please report it:");
        thrown.printStackTrace(err);
        return ExitCode.FAILED.number();
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        say(err, String.valueOf(wrong.getMessage()));
        CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("'" + command.getCommandSpec().qualifiedName() + " --help' tells more.");
        return ExitCode.USAGE.number();
    }

    private static void say(PrintWriter err, String words) {
        err.println("pluginlb: " + Printable.lines(words).stripTrailing());
    }
}
