package dev.pluginlb.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.pluginlb.disk.Disk;
import dev.pluginlb.nginx.Applier.ProcessCare;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import dev.pluginlb.testing.Pipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nginx has nothing to say against a config without a server, and serves nobody once it has read one. */
class EmptiedReleaseTest extends OnNginx {

    /** Nginx takes a folder without files for a good config, and serves nobody after the reload. */
    @Test
    void aReleaseThatIsRemovedWhileItIsTestedIsNotTakenForChecked() throws IOException {
        ours().apply(first);
        Path script = script("""
                for argument; do [ "$argument" != -t ] || rm -rf %s/releases/%s/*; done
                exec nginx "$@"
                """.formatted(folder, second.version()));
        Path main = Files.writeString(
                nginx.main(),
                Files.readString(nginx.main())
                        .replace("include current/[!s]*.conf;", "include current/*.conf;")
                        .replace("include current/servers.conf;", ""));
        Nginx removing = new Nginx(script.toString(), Optional.of(folder), main, Duration.ofSeconds(10));

        ApplyOutcome outcome =
                applier(removing, nginx.mainFile(), ProcessCare.OURS).apply(second);

        assertThat(outcome.result()).as(outcome.words()).isEqualTo(Result.FAILED);
        assertThat(outcome.words()).contains(nginx.releases().folderOf(second.version()) + ": somebody has");
        assertThat(nginx.releases().current()).contains(first.version());
        assertThat(nginx.live()).contains(first.version());
        assertThat(nginx.status("/anything")).isEqualTo(404);
    }

    /** With a disk that was full, releases were not there again for as long as it was: a reload by hand ended all serving. */
    @Test
    void ourMainFileIsRefusedByNginxWhileTheReleaseIsGone() throws IOException {
        ours().apply(first);
        Disk.delete(folder.resolve("releases"));

        Nginx.Answer test = nginx.nginx().test(nginx.main());
        Nginx.Answer reload = nginx.nginx().reload();

        assertThat(test.succeeded()).isFalse();
        assertThat(test.words()).contains("current/servers.conf");
        assertThat(reload.succeeded()).isFalse();
        assertThat(nginx.live()).contains(first.version());
        assertThat(nginx.status("/anything")).isEqualTo(404);
    }

    @Test
    void aFormerConfigThatIsNoLongerWholeIsNotPutBack() throws IOException {
        ours().apply(first);
        Path script = script("""
                for argument; do [ "$argument" != -s ] || { rm -rf %1$s/releases/%2$s/*; exit 1; }; done
                exec nginx "$@"
                """.formatted(folder, first.version()));
        Nginx removing = new Nginx(script.toString(), Optional.of(folder), nginx.main(), Duration.ofSeconds(10));

        ApplyOutcome outcome =
                applier(removing, nginx.mainFile(), ProcessCare.OURS).apply(second);

        assertThat(outcome.result()).isEqualTo(Result.NOT_LIVE);
        assertThat(outcome.words()).contains(first.version() + " is no longer whole on disk, and is not put back");
        assertThat(nginx.releases().current()).contains(second.version());
        assertThat(nginx.live()).contains(first.version());
    }

    /** Nginx waits for ever for what it includes, be it to test it, to reload, or to start. */
    @Test
    void aPipeInAReleaseOrInThePlaceOfTheMainFileIsNothingToWaitFor() throws IOException {
        ours().apply(first);
        Pipe.at(nginx.releases().folderOf(first.version()).resolve("more.conf"));
        assertThat(look().current()).isEmpty();

        assertThat(ours().apply(first).result()).isEqualTo(Result.PROVEN);
        assertThat(nginx.releases().folderOf(first.version()).resolve("more.conf"))
                .doesNotExist();

        Pipe.at(nginx.main());
        ApplyOutcome outcome = assertTimeoutPreemptively(
                Duration.ofSeconds(60), () -> somebodyElses().apply(second));
        assertThat(outcome.result()).isEqualTo(Result.FAILED);
        assertThat(outcome.words())
                .isEqualTo(nginx.main() + ": it is a pipe, a socket or a device (expected: a regular file)");
        assertThat(nginx.live()).contains(first.version());
    }

    private Path script(String text) throws IOException {
        Path script = Files.writeString(folder.resolve("nginx-script"), "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
    }
}
