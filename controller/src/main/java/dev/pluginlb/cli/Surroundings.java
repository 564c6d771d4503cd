package dev.pluginlb.cli;

import java.io.PrintWriter;
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
