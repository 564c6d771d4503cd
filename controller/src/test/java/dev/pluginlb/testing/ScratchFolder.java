package dev.pluginlb.testing;

import dev.pluginlb.disk.Disk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A temporary folder for what is no test of JUnit's, which has its own. */
public final class ScratchFolder implements AutoCloseable {

    private final Path path;

    public ScratchFolder() {
        try {
            path = Files.createTempDirectory("pluginlb-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path path() {
        return path;
    }

    public void write(String name, byte[] content) {
        try {
            Files.write(path.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            Disk.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
