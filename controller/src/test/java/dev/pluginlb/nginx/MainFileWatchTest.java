package dev.pluginlb.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A main file that Nginx would refuse is told of before the reload or the restart that would need it. */
class MainFileWatchTest extends OnNginx {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private String good = "";
    private MainFileWatch watch;

    @BeforeEach
    void begin() throws IOException {
        good = Files.readString(nginx.main());
        nginx.put(first);
        Path counting = Files.writeString(
                folder.resolve("counting"), "#!/bin/sh\necho asked >> " + asked() + "\nexec nginx \"$@\"\n");
        Files.setPosixFilePermissions(counting, PosixFilePermissions.fromString("rwx------"));
        Nginx program = new Nginx(counting.toString(), Optional.of(folder), nginx.main(), LONGEST);
        watch = new MainFileWatch(program, nginx.mainFile(), nginx.releases(), () -> now);
        watch.look();
    }

    @Test
    void whatNginxRefusesIsToldWithItsWordsUntilItIsMended() throws IOException {
        assertThat(watch.fault()).isEmpty();

        Files.writeString(nginx.main(), good.replace("events {", "evnts {"));
        watch.look();
        assertThat(watch.fault().orElseThrow())
                .contains("Nginx refuses " + nginx.main())
                .contains("unknown directive \"evnts\"");

        Files.writeString(nginx.main(), good);
        watch.look();
        assertThat(watch.fault()).isEmpty();
    }

    @Test
    void aFileThatItIncludesCounts() throws IOException {
        Path site = Files.writeString(folder.resolve("site.conf"), "# mine\n");
        Files.writeString(nginx.main(), good.replace("http {", "http {\n    include site.conf;"));
        watch.look();

        Files.writeString(site, "servr {}\n");
        watch.look();

        assertThat(watch.fault().orElseThrow()).contains("unknown directive \"servr\"", site.toString());
    }

    @Test
    void nginxIsAskedOnceForEachChange() throws IOException {
        watch.look();
        watch.look();
        assertThat(timesAsked()).isEqualTo(1);

        Files.writeString(nginx.main(), good + "# a comment\n");
        watch.look();
        watch.look();
        assertThat(timesAsked()).isEqualTo(2);
    }

    /** Before the first release there is nothing to include: status was not well for a minute after a first start. */
    @Test
    void whileItRefusesNginxIsAskedWithEachNewRelease() throws IOException {
        Files.writeString(nginx.main(), good.replace("current/servers.conf", "current/more.conf"));
        assertThat(nginx.main()).content().contains("current/more.conf");
        watch.look();
        watch.look();
        assertThat(watch.fault()).isPresent();
        assertThat(timesAsked()).isEqualTo(2);

        nginx.put(second);
        Files.writeString(folder.resolve("current/more.conf"), "# more\n");
        watch.look();

        assertThat(watch.fault()).isEmpty();
    }

    /** A certificate that is gone, a name that is not found: the file itself does not change when that is mended. */
    @Test
    void whileItRefusesNginxIsAskedOnceAMinute() throws IOException {
        Path types = folder.resolve("mine.types");
        Files.writeString(nginx.main(), good.replace("http {", "http {\n    include " + types + ";"));
        watch.look();
        assertThat(watch.fault()).isPresent();
        Files.writeString(types, "types {}\n");
        watch.look();
        assertThat(watch.fault()).isPresent();

        now = now.plus(Duration.ofMinutes(1));
        watch.look();
        assertThat(watch.fault()).isEmpty();
        assertThat(timesAsked()).isEqualTo(3);
    }

    private Path asked() {
        return folder.resolve("asked");
    }

    private int timesAsked() throws IOException {
        List<String> lines = Files.readAllLines(asked());
        return lines.size();
    }
}
