package dev.pluginlb.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonFileTest {

    @TempDir
    Path folder;

    /** It was read whole, whatever it was, so a start could end for want of memory. */
    @Test
    void aFileLargerThanAnyWeWriteIsPassedOver() throws IOException {
        Path path = folder.resolve("names.json");
        JsonFile<String[]> file = new JsonFile<>(path, String[].class);
        file.write(new String[] {"a"});
        assertThat(file.read().orElseThrow()).containsExactly("a");

        Files.writeString(path, "[" + "  \n".repeat(12 << 20) + "\"a\"]");

        assertThat(file.read()).isEmpty();
    }
}
