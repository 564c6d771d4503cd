package dev.pluginlb.cli;

import dev.pluginlb.config.ConfigException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
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
            if (asksTheController(command.getCommandSpec())) {
                err.println(
                        "--admin URL, for a change with --token-file FILE, asks a running controller whatever is wrong here");
            }
            return ExitCode.USAGE.number();
        }
        if (thrown instanceof RuntimeException && asksTheController(command.getCommandSpec())) {
            say(
                    err,
                    "what was answered makes no sense: is it a controller, of this version? (" + inShort(thrown) + ")");
            return ExitCode.FAILED.number();
        }
        say(err, "this should not have happened, please report it:");
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        err.print(Printable.lines(trace.toString()));
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

    private static boolean asksTheController(CommandSpec command) {
        return command.mixins().values().stream()
                .anyMatch(mixin -> mixin.userObject() instanceof ClientOptions || asksTheController(mixin));
    }

    /** An answer may lack anything, and hold anything: where that was met is all there is to say. */
    private static String inShort(Exception thrown) {
        return Stream.of(thrown.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("dev.pluginlb."))
                .findFirst()
                .map(frame ->
                        thrown.getClass().getSimpleName() + " at " + frame.getFileName() + ":" + frame.getLineNumber())
                .orElseGet(() -> thrown.getClass().getSimpleName());
    }

    private static void say(PrintWriter err, String words) {
        err.println("pluginlb: " + Printable.lines(words).stripTrailing());
    }
}
