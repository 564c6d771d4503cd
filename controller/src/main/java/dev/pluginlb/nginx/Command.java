package dev.pluginlb.nginx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end: an argument list and never a shell, a time limit, and what it printed. */
final class Command {

    private static final int MAX_OUTPUT = 16 * 1024;

    private Command() {}

    /**
     * How a program ended.
     *
     * @param exit its exit status, or -1 if it could not be started or ran out of time
     * @param output what it printed, at most 16 KiB
     */
    record Result(int exit, String output) {

        boolean succeeded() {
            return exit == 0;
        }
    }

    /** A program that cannot be started, or does not end in time and is then killed, is an ordinary bad result. */
    static Result run(List<String> argv, Duration limit) {
        try {
            // A file and no pipe: a program that leaves a daemon behind would hold a pipe open for ever.
            Path output = Files.createTempFile("pluginlb-", ".out");
            try {
                return run(argv, limit, output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException failed) {
            return new Result(-1, argv.get(0) + ": " + failed.getMessage());
        }
    }

    private static Result run(List<String> argv, Duration limit, Path output) throws IOException {
        Process process = new ProcessBuilder(argv)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Result(process.exitValue(), head(output));
            }
            return new Result(
                    -1, head(output) + String.join(" ", argv) + ": no end within " + limit.toSeconds() + " s");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new Result(-1, String.join(" ", argv) + ": interrupted");
        } finally {
            process.destroyForcibly();
        }
    }

    private static String head(Path output) throws IOException {
        try (InputStream in = Files.newInputStream(output)) {
            return new String(in.readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8);
        }
    }
}
