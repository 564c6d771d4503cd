package dev.pluginlb.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The time of day of a process of ours, which libfaketime tells it: as far off as is wished, and set anew while it runs. What it
 * measures time by goes on as it does.
 *
 * @param folder in which libfaketime finds a file each second that says how far off it is
 */
public record WrongClock(Path folder) {

    private static final String LIBRARY = "faketime/libfaketimeMT.so.1";

    /** @param ahead of the right time; negative for behind */
    public void set(Duration ahead) {
        try {
            Path next = Files.writeString(folder.resolve("clock.next"), "%+d\n".formatted(ahead.toSeconds()));
            Files.move(next, file(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For whom this is the clock. */
    public Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD", library().toString(),
                "FAKETIME_TIMESTAMP_FILE", file().toString(),
                "FAKETIME_CACHE_DURATION", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                "FAKETIME_FORCE_MONOTONIC_FIX", "0");
    }

    private Path file() {
        return folder.resolve("clock");
    }

    private static Path library() {
        try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
            return Stream.concat(Stream.of(Path.of("/usr/lib")), folders.toList().stream())
                    .map(folder -> folder.resolve(LIBRARY))
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no " + LIBRARY + " under /usr/lib"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
