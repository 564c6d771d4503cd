package dev.pluginlb.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A program that the demo has started, with its output in a file; ended with the demo. Of the environment it sees PATH
 * only, since settings of the caller's own pluginlb or Dify may stand there.
 */
record OwnProcess(Process process) implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 10;

    static OwnProcess start(List<String> argv, Path log) throws IOException {
        ProcessBuilder program = new ProcessBuilder(argv)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        program.environment().keySet().retainAll(Set.of("PATH"));
        return new OwnProcess(program.start());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException hurried) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
