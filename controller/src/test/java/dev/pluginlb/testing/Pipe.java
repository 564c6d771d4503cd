package dev.pluginlb.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A pipe with a name, as {@code mkfifo} makes them: whoever opens it to read waits until somebody opens it to write. */
public final class Pipe {

    private Pipe() {}

    /** Makes one there, in the place of whatever is there. */
    public static Path at(Path path) {
        try {
            Files.deleteIfExists(path);
            Process mkfifo = new ProcessBuilder("mkfifo", path.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(mkfifo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (mkfifo.onExit().join().exitValue() != 0) {
                throw new IOException("mkfifo: " + said);
            }
            return path;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
