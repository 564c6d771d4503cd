package dev.pluginlb.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command has around it. May hold secrets: does not print itself.
 *
 * @param environment the variables of the process
 * @param directory what relative paths are relative to
 * @param reader who reads {@code out}
 */
public record Surroundings(
        Map<String, String> environment, Path directory, PrintWriter out, PrintWriter err, Reader reader) {

    /** Who reads what is printed. */
    public enum Reader {
        /** Somebody before a terminal, where a line may be written over. */
        TERMINAL,
        /** A file or a program. */
        PIPE;

        /** Who reads this process's standard output; a pipe where that cannot be told. */
        public static Reader ofThisProcess() {
            try {
                String target =
                        Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
                return target.matches("/dev/(?:pts/|tty|console).*") ? TERMINAL : PIPE;
            } catch (IOException | UnsupportedOperationException unknown) {
                return PIPE;
            }
        }
    }

    /** Surroundings whose output goes into a pipe. */
    public Surroundings(Map<String, String> environment, Path directory, PrintWriter out, PrintWriter err) {
        this(environment, directory, out, err, Reader.PIPE);
    }

    public Surroundings {
        environment = Map.copyOf(environment);
    }

    @Override
    public String toString() {
        return "Surroundings[directory=" + directory + "]";
    }
}
