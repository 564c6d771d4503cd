package dev.pluginlb.nginx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * As whom a process runs.
 *
 * @param real its user's number
 * @param saved the one it may go back to
 * @param capabilities in effect, a bit for each
 */
record Credentials(long real, long effective, long saved, long capabilities) {

    private static final int CAP_KILL = 5;
    private static final int HEXADECIMAL = 16;

    /** Empty where there is no such process, or none to be seen. */
    static Optional<Credentials> of(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            Map<String, String> fields = lines.map(line -> line.split(":\\s*", 2))
                    .filter(field -> field.length == 2)
                    .collect(Collectors.toMap(field -> field[0], field -> field[1], (one, other) -> one));
            String[] users = fields.getOrDefault("Uid", "").split("\\s+", -1);
            return Optional.of(new Credentials(
                    Long.parseLong(users[0]),
                    Long.parseLong(users[1]),
                    Long.parseLong(users[2]),
                    Long.parseUnsignedLong(fields.getOrDefault("CapEff", ""), HEXADECIMAL)));
        } catch (IOException | RuntimeException notToBeSeen) {
            return Optional.empty();
        }
    }

    /** The rule of {@code kill(2)}. */
    boolean maySignal(Credentials other) {
        return (capabilities >> CAP_KILL & 1) == 1
                || real == other.real
                || real == other.saved
                || effective == other.real
                || effective == other.saved;
    }
}
