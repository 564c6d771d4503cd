package dev.pluginlb.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntSupplier;

/** Who reads what is printed: somebody before a terminal, where a line may be written over, or a file or a program. */
public final class Reader {

    /** A file or a program: lines may be as long as they like. */
    public static final Reader PIPE = new Reader(() -> Look.UNBOUNDED);

    private final IntSupplier columns;

    private Reader(IntSupplier columns) {
        this.columns = columns;
    }

    /** @param columns how many characters a line holds now; asked only when it matters */
    public static Reader terminal(IntSupplier columns) {
        return new Reader(columns);
    }

    /** Who reads this process's standard output; a pipe where that cannot be told. */
    public static Reader ofThisProcess() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return target.matches("/dev/(?:pts/|tty|console).*")
                    ? terminal(() -> TerminalSize.ofStandardOutput().columns())
                    : PIPE;
        } catch (IOException | UnsupportedOperationException unknown) {
            return PIPE;
        }
    }

    boolean isTerminal() {
        return this != PIPE;
    }

    int columns() {
        return columns.getAsInt();
    }
}
