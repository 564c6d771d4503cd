package dev.pluginlb.cli;

import org.jline.nativ.CLibrary;

/** How many lines and columns a terminal has; {@link Look#UNBOUNDED} where it does not tell. */
record TerminalSize(int lines, int columns) {

    private static final int STANDARD_OUTPUT = 1;
    private static final TerminalSize UNKNOWN = new TerminalSize(Look.UNBOUNDED, Look.UNBOUNDED);

    /** Asks the kernel, which Java alone cannot. Where the native library cannot be loaded the size is unknown. */
    static TerminalSize ofStandardOutput() {
        try {
            CLibrary.WinSize size = new CLibrary.WinSize();
            boolean told = CLibrary.ioctl(STANDARD_OUTPUT, CLibrary.TIOCGWINSZ, size) == 0;
            return told && size.ws_row > 0 && size.ws_col > 0 ? new TerminalSize(size.ws_row, size.ws_col) : UNKNOWN;
        } catch (RuntimeException | LinkageError notHere) {
            return UNKNOWN;
        }
    }
}
