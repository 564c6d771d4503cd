package dev.pluginlb.disk;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStampsTest {

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void oneFile() throws IOException {
        file = Files.writeString(folder.resolve("file"), "one");
    }

    @Test
    void whatIsNotTouchedIsTheSame() {
        assertThat(look()).isEqualTo(look()).hasSameHashCodeAs(look());
        assertThat(look().changedSince(look())).isEmpty();
    }

    @Test
    void aFileThatIsReplacedByRenamingHasChangedThoughItsSizeAndTimeAreTheSame() throws IOException {
        FileStamps before = look();
        Path next = Files.writeString(folder.resolve("next"), "two");
        Files.setLastModifiedTime(next, Files.getLastModifiedTime(file));
        Files.move(next, file, ATOMIC_MOVE);

        assertThat(look().changedSince(before)).containsExactly(file);
    }

    @Test
    void aFileBehindALinkThatIsTurnedElsewhereHasChanged() throws IOException {
        Path data = Files.createSymbolicLink(folder.resolve("data"), Files.createDirectory(folder.resolve("v1")));
        Files.writeString(folder.resolve("v1/file"), "one");
        Files.writeString(Files.createDirectory(folder.resolve("v2")).resolve("file"), "one");
        file = Files.createSymbolicLink(folder.resolve("link"), data.resolve("file"));
        FileStamps before = look();

        Path turned = Files.createSymbolicLink(folder.resolve("turned"), folder.resolve("v2"));
        Files.move(turned, data, ATOMIC_MOVE);

        assertThat(look().changedSince(before)).containsExactly(file);
    }

    @Test
    void aFileThatComesOrGoesHasChanged() throws IOException {
        FileStamps before = look();
        Files.delete(file);
        FileStamps without = look();

        assertThat(without.changedSince(before)).containsExactly(file);
        assertThat(before.changedSince(without)).containsExactly(file);
    }

    @Test
    void aFileThatWasNotLookedAtBeforeHasNotChangedButTheLookIsAnother() {
        FileStamps before = FileStamps.of(List.of());

        assertThat(look().changedSince(before)).isEmpty();
        assertThat(look()).isNotEqualTo(before);
    }

    private FileStamps look() {
        return FileStamps.of(List.of(file));
    }
}
