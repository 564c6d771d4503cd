package dev.pluginlb.bench.report;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * All that was measured, and with what.
 *
 * @param command that measures the same again
 * @param seed of the first repetition; each next one has the next number
 * @param absent contenders that could not take part, and why
 */
public record Result(
        String scenario,
        String command,
        long seed,
        double seconds,
        double warmUpSeconds,
        int repetitions,
        Machine machine,
        Map<String, String> absent,
        List<CellResult> cells) {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    public Result {
        absent = Map.copyOf(absent);
        cells = List.copyOf(cells);
    }

    /** Requests that were not answered rightly. */
    public int failed() {
        return cells.stream()
                .flatMap(cell -> cell.contenders().stream())
                .mapToInt(Summary::failed)
                .sum();
    }

    public void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        MAPPER.writeValue(file.toFile(), this);
    }

    public static Result read(Path file) throws IOException {
        return MAPPER.readValue(file.toFile(), Result.class);
    }
}
