package dev.pluginlb.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.disk.Disk;
import dev.pluginlb.nginx.Applier.ProcessCare;
import dev.pluginlb.render.RenderedConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an Nginx that starts now would read; it need not run for that. */
class ReleaseCheckTest extends OnNginx {

    private ReleaseCheck check;
    private String text;

    @BeforeEach
    void live() throws IOException {
        ours().apply(first);
        check = check(first, "");
        text = Files.readString(nginx.main());
        assertThat(check.current()).contains(first.version());
    }

    /** All was said to be well, until the next start of Nginx served nobody. */
    @Test
    void aMainFileThatNoLongerIncludesOurReleasesIsNoticedAndSoIsItsMending() throws IOException {
        Files.writeString(nginx.main(), text.replace("include current/", "# include current/"));
        assertThat(check.current()).isEmpty();

        Files.writeString(nginx.main(), text);
        assertThat(check.current()).contains(first.version());
    }

    @Test
    void aMainFileThatIsGoneIsNoticed() throws IOException {
        Files.delete(nginx.main());

        assertThat(check.current()).isEmpty();
    }

    @Test
    void aMainFileThatCannotBeReadIsNoReasonToDoAnything() throws IOException {
        Path folder = nginx.main();
        Files.delete(folder);
        Files.createDirectory(folder);

        assertThat(check.current()).contains(first.version());
    }

    /** Nginx refused every config from then on, since it could not make its socket, until the controller was started again. */
    @ParameterizedTest
    @ValueSource(strings = {"control", "temp"})
    void aFolderThatNginxMakesFilesInIsMissedAndMadeAnew(String name) throws IOException {
        Disk.delete(folder.resolve(name));
        assertThat(check.current()).isEmpty();

        ApplyOutcome outcome = ours().apply(second);

        assertThat(outcome.isProven()).as(outcome.words()).isTrue();
        assertThat(folder.resolve(name)).isDirectory();
        assertThat(nginx.live()).contains(second.version());
        check = check(second, "");
        assertThat(check.current()).contains(second.version());
    }

    /** Until Nginx has read the new one it knows only the former, so it is told nothing, and nothing that it tells counts. */
    @Test
    void aKeyThatNginxHasNotReadYetIsNoticedAndReadAtOneReload() throws IOException {
        check = check(first, "a new one");
        assertThat(check.current()).isEmpty();

        applier(target("a new one"), ProcessCare.OURS).apply(first);

        assertThat(check.current()).contains(first.version());
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "feed.key"})
    void aKeyThatIsGoneOrOfSomebodyElseIsNoticed(String name) throws IOException {
        Path file = folder.resolve("control").resolve(name);
        applier(target("ours"), ProcessCare.OURS).apply(first);
        check = check(first, "ours");
        assertThat(check.current()).contains(first.version());

        Files.writeString(file, "of somebody else");
        assertThat(check.current()).isEmpty();

        Files.delete(file);
        assertThat(check.current()).isEmpty();
    }

    private ReleaseCheck check(RenderedConfig config, String key) {
        return new ReleaseCheck(target(key), () -> Optional.of(config));
    }
}
