package dev.pluginlb.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an Nginx that starts now would read; it need not run for that. */
class ReleaseCheckTest extends OnNginx {

    private ReleaseCheck check;
    private String text;

    @BeforeEach
    void live() throws IOException {
        ours().apply(first);
        check = new ReleaseCheck(nginx.releases(), nginx.mainFile(), () -> Optional.of(first));
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
}
