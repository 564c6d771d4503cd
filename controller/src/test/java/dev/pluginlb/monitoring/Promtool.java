package dev.pluginlb.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Prometheus' own checks; {@code scripts/install.sh} brings them. */
final class Promtool {

    private static final long DEADLINE_SECONDS = 60;

    private Promtool() {}

    /** @return what it said; ends with {@code exit 0} if all is well */
    static String check(Path folder, String input, String... arguments) {
        try {
            Process process = new ProcessBuilder(Stream.concat(Stream.of("promtool"), List.of(arguments).stream())
                            .toList())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("promtool does not end; it said: " + said);
            }
            return said + "exit " + process.exitValue();
        } catch (IOException e) {
            throw new UncheckedIOException("promtool must be installed, by scripts/install.sh", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
