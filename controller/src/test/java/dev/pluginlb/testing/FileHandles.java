package dev.pluginlb.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How many files another process may open. */
public record FileHandles(long process) {

    private static final int PLENTY = 4096;

    /** From now on it can open nothing more. */
    public void takeAway() {
        try (Stream<Path> opened = Files.list(Path.of("/proc/" + process + "/fd"))) {
            limit(opened.count());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void giveBack() {
        limit(PLENTY);
    }

    private void limit(long handles) {
        try {
            Process prlimit = new ProcessBuilder("prlimit", "--pid=" + process, "--nofile=" + handles + ":")
                    .inheritIO()
                    .start();
            if (prlimit.waitFor() != 0) {
                throw new IllegalStateException("prlimit: " + prlimit.exitValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
