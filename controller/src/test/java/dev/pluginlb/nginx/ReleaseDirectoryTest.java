package dev.pluginlb.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pluginlb.disk.Disk;
import dev.pluginlb.render.RenderedConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseDirectoryTest {

    @TempDir
    Path folder;

    ReleaseDirectory releases;

    @BeforeEach
    void prepare() throws IOException {
        releases = new ReleaseDirectory(folder);
        releases.repair();
    }

    @Test
    void anEmptyFolderHasNoLinks() {
        assertThat(releases.current()).isEmpty();
        assertThat(releases.proven()).isEmpty();
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        RenderedConfig config = config(1);
        Path written = releases.write(config);

        assertThat(written).isEqualTo(folder.resolve("releases").resolve(config.version()));
        assertThat(releases.read(config.version())).contains(config);
        assertThat(releases.current()).isEmpty();
        assertThat(names(folder.resolve("releases"))).containsExactly(config.version());
    }

    @Test
    void aReleaseThatIsThereIsKept() throws IOException {
        Path written = releases.write(config(1));
        FileTime before = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(written, before);

        releases.write(config(1));

        assertThat(Files.getLastModifiedTime(written)).isEqualTo(before);
    }

    /** It was no file, so it was not cleared away, and no config could be made current. */
    @Test
    void aFolderInThePlaceOfTheNextLinkIsNotInTheWay() throws IOException {
        releases.write(config(1));
        Files.createDirectories(folder.resolve(".current.new/x"));

        releases.switchTo(config(1).version());

        assertThat(releases.current()).contains(config(1).version());
    }

    /** A start deleted whatever lay there, also behind a link, without a word. */
    @Test
    void whatIsNoLeftoverOfOursIsNotDeleted() throws IOException {
        Path theirs = Files.createDirectories(folder.resolve("releases/2024-01-01"));
        Files.writeString(theirs.resolve("important.txt"), "y");
        Path left = Files.createDirectories(folder.resolve("releases/.0123456789abcdef.new"));

        releases.repair();

        assertThat(theirs.resolve("important.txt")).exists();
        assertThat(left).doesNotExist();
    }

    @Test
    void aReleaseThatSomebodyChangedIsWrittenAnew() throws IOException {
        Path written = releases.write(config(1));
        releases.switchTo(config(1).version());
        Files.writeString(written.resolve("a.conf"), "tampered");
        Files.writeString(written.resolve("more.conf"), "tampered");

        releases.write(config(1));
        releases.repair();

        assertThat(releases.read(config(1).version())).contains(config(1));
        assertThat(releases.current()).contains(config(1).version());
        assertThat(names(folder.resolve("releases"))).hasSize(1);
    }

    /** It could not be read, which was taken for a failure of the disk, and never mended. */
    @Test
    void aReleaseInWhichSomebodyWroteWhatIsNoTextIsWrittenAnew() throws IOException {
        Path written = releases.write(config(1));
        Files.write(written.resolve("upstreams.conf"), new byte[] {'#', (byte) 0xE9, '\n'});

        assertThat(releases.read(config(1).version())).isEmpty();
        releases.write(config(1));

        assertThat(releases.read(config(1).version())).contains(config(1));
    }

    @Test
    void aLinkIsReplacedInOneStepAndIsRelative() throws IOException {
        releases.write(config(1));
        releases.write(config(2));
        releases.switchTo(config(1).version());
        releases.switchTo(config(2).version());
        releases.markProven(config(1).version());

        assertThat(Files.readSymbolicLink(folder.resolve("current")))
                .isEqualTo(Path.of("releases", config(2).version()));
        assertThat(releases.current()).contains(config(2).version());
        assertThat(releases.proven()).contains(config(1).version());
        assertThat(names(folder)).containsExactly("control", "current", "proven", "releases", "temp");
    }

    @Test
    void whatACrashLeftHalfDoneIsRemoved() throws IOException {
        releases.write(config(1));
        releases.switchTo(config(1).version());
        Path half = Files.createDirectory(folder.resolve("releases/.0000000000000002.new"));
        Files.writeString(half.resolve("a.conf"), "half");
        Files.createSymbolicLink(
                folder.resolve(".current.new"), Path.of("releases", config(2).version()));

        releases.repair();
        releases.write(config(2));
        releases.switchTo(config(2).version());

        assertThat(names(folder.resolve("releases")))
                .containsExactly(config(1).version(), config(2).version());
        assertThat(releases.current()).contains(config(2).version());
        assertThat(names(folder)).containsExactly("control", "current", "releases", "temp");
    }

    @Test
    void aDanglingCurrentIsPointedAtTheProvenOne() throws IOException {
        releases.write(config(1));
        releases.write(config(2));
        releases.markProven(config(1).version());
        releases.switchTo(config(3).version());
        assertThat(releases.current()).isEmpty();

        releases.repair();

        assertThat(releases.current()).contains(config(1).version());
    }

    @Test
    void aDanglingCurrentIsPointedAtTheNewestWhenNoneIsProven() throws IOException {
        Files.setLastModifiedTime(releases.write(config(2)), FileTime.fromMillis(2_000_000));
        Files.setLastModifiedTime(releases.write(config(1)), FileTime.fromMillis(1_000_000));
        releases.switchTo(config(3).version());

        releases.repair();

        assertThat(releases.current()).contains(config(2).version());
    }

    @Test
    void aReleaseThatWasNeverTestedIsNotMadeCurrent() throws IOException {
        releases.write(config(1));

        releases.repair();

        assertThat(releases.current()).isEmpty();
    }

    @Test
    void pruningKeepsTheNewestTheLinkedAndThoseInUse() throws IOException {
        for (int i = 1; i <= 9; i++) {
            Files.setLastModifiedTime(releases.write(config(i)), FileTime.fromMillis(i * 1000L));
        }
        releases.switchTo(config(1).version());
        releases.markProven(config(2).version());

        releases.prune(2, Set.of(config(3).version()));

        assertThat(names(folder.resolve("releases")))
                .containsExactly(
                        config(1).version(),
                        config(2).version(),
                        config(3).version(),
                        config(8).version(),
                        config(9).version());
    }

    @Test
    void onlyVersionsAreRead() throws IOException {
        Files.createDirectories(folder.resolve("secret"));

        assertThat(releases.read("../secret")).isEmpty();
        assertThat(releases.read("..")).isEmpty();
        assertThat(releases.read("")).isEmpty();
        assertThat(releases.read(config(1).version())).isEmpty();
    }

    /** Nothing was written for as long as it was there, and it was left to the operator to find out what to do. */
    @Test
    void aFileThatHasTheNameOfTheFolderStaysBesideIt() throws IOException {
        Disk.delete(folder.resolve("releases"));
        Files.writeString(folder.resolve("releases"), "somebody's");

        releases.write(config(1));

        assertThat(releases.read(config(1).version())).contains(config(1));
        assertThat(folder.resolve("releases.was-no-folder")).hasContent("somebody's");
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaid() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        ReleaseDirectory nowhere = new ReleaseDirectory(folder.resolve("file"));

        assertThatThrownBy(() -> nowhere.write(config(1))).isInstanceOf(IOException.class);
    }

    private static RenderedConfig config(int number) {
        String version = "%016x".formatted(number);
        return new RenderedConfig(version, new TreeMap<>(Map.of("a.conf", "# " + number, "b.conf", "")));
    }

    private static Stream<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(path -> path.getFileName().toString()).sorted().toList().stream();
        }
    }
}
