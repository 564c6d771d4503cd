package dev.pluginlb.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginlb.testing.Pipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RegularFileTest {

    @TempDir
    Path folder;

    @Test
    void whatIsNoFileIsRefusedBeforeItIsOpened() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Pipe.at(folder.resolve("pipe")));

        assertThatThrownBy(() -> RegularFile.text(link))
                .isInstanceOf(IOException.class)
                .hasMessage(link + ": it is a pipe, a socket or a device (expected: a regular file)");
        assertThatThrownBy(() -> RegularFile.open(folder))
                .isInstanceOf(IOException.class)
                .hasMessage(folder + ": it is a folder (expected: a regular file)");
        assertThatThrownBy(() -> RegularFile.bytes(folder.resolve("gone"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aSmallFileIsReadThroughLinksAndABigOneIsNot() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "ä\n");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        assertThat(RegularFile.text(link)).isEqualTo("ä\n");
        Files.write(file, new byte[(1 << 20) + 1]);
        assertThatThrownBy(() -> RegularFile.bytes(link))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 1048576 bytes");
    }

    /** To write into a pipe waits for somebody who reads. */
    @Test
    void aFileIsReplacedWhateverStandsInItsPlaceOrInTheWay() throws IOException {
        Path file = Pipe.at(folder.resolve("file"));
        Pipe.at(folder.resolve(".file.new"));

        Disk.replace(file, "new");

        assertThat(file).isRegularFile().hasContent("new");
    }

    @Test
    void aSecretTakesThePlaceOfAPipe() throws IOException {
        Path file = Pipe.at(folder.resolve("key"));
        assertThatThrownBy(() -> SecretFile.readOrMake(file)).hasMessageContaining(file + ": it is a pipe");

        SecretFile.keep(file, "secret");

        assertThat(SecretFile.readOrMake(file)).isEqualTo("secret");
    }
}
