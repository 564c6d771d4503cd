package dev.pluginlb.config;

import dev.pluginlb.disk.RegularFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The text of the configuration's file, each time that it is asked for. A pipe, as {@code --config <(…)} is, gives it once: what it
 * gave at the first time is kept for all later ones. One that comes in the place of a file later is refused, and nobody waits for it.
 */
public final class ConfigText {

    static final String RULE = "a regular, readable UTF-8 file of at most 1 MiB";

    private final Map<Path, String> piped = new ConcurrentHashMap<>();
    private final AtomicBoolean isLater = new AtomicBoolean();

    /** @throws IOException if it cannot be had */
    String of(Path file) throws IOException {
        boolean isFirst = isLater.compareAndSet(false, true);
        if (Files.isRegularFile(file) || Files.isDirectory(file) || Files.notExists(file)) {
            return RegularFile.text(file);
        }
        if (isFirst) {
            piped.put(file, RegularFile.textOfAny(file));
        }
        Optional<String> kept = Optional.ofNullable(piped.get(file));
        return kept.isPresent() ? kept.get() : RegularFile.text(file);
    }
}
