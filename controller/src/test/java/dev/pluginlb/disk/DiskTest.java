package dev.pluginlb.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskTest {

    @TempDir
    Path folder;

    @Test
    void tryingOutAFolderLeavesNothingBehind() throws IOException {
        Disk.tryOut(folder);

        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aFolderThatTakesNoFileIsNamedWithTheReason() {
        Path gone = folder.resolve("gone");

        assertThatThrownBy(() -> Disk.tryOut(gone))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(gone + " takes no file of", "there is no such file or folder");
    }
}
