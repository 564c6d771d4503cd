package dev.pluginlb.cli;

/** How a command ends; scripts rely on the numbers. */
public enum ExitCode {
    DONE(0),
    FAILED(1),
    /** A wrong option, or a configuration that cannot be used. */
    USAGE(2),
    /** The controller, or Redis, is out of reach. */
    UNREACHABLE(3),
    /** Nginx refused the config; its words were printed. */
    REFUSED(4);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
