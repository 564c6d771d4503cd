package dev.pluginlb.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A folder for all that pluginlb writes: a file system of its own, which can be full or take no writes, where {@code
 * scripts/chaos.sh} has made a mount namespace for that; else a plain folder.
 */
record SmallDisk(Path path, boolean isReal) implements AutoCloseable {

    private static final int CHUNK = 1 << 16;
    private static final long DEADLINE_SECONDS = 10;

    /** Whether mounts made here are seen by nobody else, and go with this process. */
    static boolean isPossible() {
        return Boolean.getBoolean("chaos.mounts");
    }

    static SmallDisk in(Path folder) throws IOException {
        Path path = Files.createDirectory(folder.resolve("disk"));
        if (isPossible()) {
            run("mount", "-t", "tmpfs", "-o", "size=24m,mode=755", "chaos", path.toString());
        }
        return new SmallDisk(path, isPossible());
    }

    void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(filling())) {
            while (Files.exists(filling())) {
                out.write(new byte[CHUNK]);
            }
        } catch (IOException full) {
            if (Files.getFileStore(path).getUsableSpace() > CHUNK) {
                throw full;
            }
            fillTheRest();
        }
    }

    /** What is left of the last chunk. */
    private void fillTheRest() throws IOException {
        try (OutputStream out = Files.newOutputStream(path.resolve("filling-rest"))) {
            while (Files.exists(filling())) {
                out.write(0);
            }
        } catch (IOException full) {
            if (Files.getFileStore(path).getUsableSpace() > 0) {
                throw full;
            }
        }
    }

    void empty() throws IOException {
        Files.deleteIfExists(filling());
        Files.deleteIfExists(path.resolve("filling-rest"));
    }

    /** For whoever opens a file from now on; what Nginx has open, it has. */
    void lock() throws IOException {
        run("mount", "--bind", path.toString(), path.toString());
        run("mount", "-o", "remount,ro,bind", path.toString());
    }

    void unlock() throws IOException {
        run("umount", "--lazy", path.toString());
    }

    private Path filling() {
        return path.resolve("filling");
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": " + words);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (isReal) {
            run("umount", "--lazy", path.toString());
        }
    }
}
