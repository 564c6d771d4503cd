package dev.pluginlb.cli;

/** Ends a command with words for standard error and an exit code; expected, so it is printed without a stack trace. */
public final class CommandFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    /** @param message what is wrong, and what to do; may have several lines */
    public CommandFailedException(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    ExitCode exitCode() {
        return exitCode;
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
