package dev.pluginlb.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pluginlb.disk.Disk;
import dev.pluginlb.disk.RegularFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One value of one type in one file. Writing replaces the file in one step. */
final class JsonFile<T> {

    private static final Logger LOG = LoggerFactory.getLogger(JsonFile.class);

    /** The most that is looked after, 2000 nodes with a hundred addresses each, takes a third of that. */
    private static final StreamReadConstraints MOST =
            StreamReadConstraints.builder().maxDocumentLength(32 << 20).build();

    static final ObjectMapper JSON = JsonMapper.builder(
                    JsonFactory.builder().streamReadConstraints(MOST).build())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private final Path file;
    private final Class<T> type;
    private Optional<T> unwritten = Optional.empty();
    private volatile String problem = "";

    JsonFile(Path file, Class<T> type) {
        this.file = file;
        this.type = type;
    }

    /** Empty when there is no file, or it makes no sense; the latter is logged. */
    Optional<T> read() {
        try (InputStream in = RegularFile.open(file)) {
            return Optional.ofNullable(JSON.readValue(in, type));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException broken) {
            LOG.warn("{} is passed over: {}", file, broken.getMessage());
            return Optional.empty();
        }
    }

    /** Nothing is written where it stands there already. */
    void write(T value) {
        try {
            String text = JSON.writeValueAsString(value) + "\n";
            if (!RegularFile.holds(file, text)) {
                Disk.replace(file, text);
            }
            unwritten = Optional.empty();
            problem = "";
        } catch (IOException failed) {
            String words = "state-dir: " + file + " cannot be written, after a restart it would tell of former times: "
                    + Disk.words(failed) + " (tried again all the time)";
            if (!words.equals(problem)) {
                LOG.warn(words);
            }
            unwritten = Optional.of(value);
            problem = words;
        }
    }

    /** Writes what could not be written, if there is something. */
    void again() {
        unwritten.ifPresent(this::write);
    }

    /** Why the file does not hold what was written last; empty when it does. Any thread. */
    Optional<String> problem() {
        return Optional.of(problem).filter(words -> !words.isEmpty());
    }
}
