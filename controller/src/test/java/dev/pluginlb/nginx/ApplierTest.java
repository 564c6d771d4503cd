package dev.pluginlb.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.disk.Disk;
import dev.pluginlb.nginx.Applier.ProcessCare;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import dev.pluginlb.render.RenderedConfig;
import dev.pluginlb.testing.GivenFront;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every end an attempt can have, with a real Nginx. */
class ApplierTest extends OnNginx {

    @Test
    void anNginxOfOursIsStartedAndEveryConfigProven() {
        assertThat(ours().apply(first).result()).isEqualTo(Result.PROVEN);
        assertThat(nginx.live()).contains(first.version());

        ApplyOutcome outcome = ours().apply(second);

        assertThat(outcome.result()).as(outcome.words()).isEqualTo(Result.PROVEN);
        assertThat(nginx.live()).contains(second.version());
        assertThat(nginx.releases().proven()).contains(second.version());
        assertThat(nginx.status("/anything")).isEqualTo(404);
    }

    @Test
    void whatNginxRefusesChangesNothing() {
        ours().apply(first);

        ApplyOutcome outcome = ours().apply(with(first, "extra.conf", "nonsense on;\n"));

        assertThat(outcome.result()).isEqualTo(Result.REFUSED);
        assertThat(outcome.words()).contains("unknown directive \"nonsense\"");
        assertThat(outcome.hasReloaded()).isFalse();
        assertThat(nginx.releases().current()).contains(first.version());
        assertThat(nginx.live()).contains(first.version());
        assertThat(nginx.releases().folderOf(outcome.version()))
                .as("kept for the operator")
                .exists();
    }

    @Test
    void aPortThatAnotherProcessHasKeepsTheOldConfigServingUntilItIsFree() throws IOException {
        ours().apply(first);
        RenderedConfig moved;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            moved = config(GivenFront.withInternal(nginx.front(), "127.0.0.1:" + taken.getLocalPort()), 2);

            ApplyOutcome outcome = ours().apply(moved);

            assertThat(outcome.result()).isEqualTo(Result.NOT_LIVE);
            assertThat(outcome.words()).contains("still serves " + first.version(), "keeps serving");
            assertThat(nginx.releases().current()).contains(first.version());
            assertThat(nginx.live()).contains(first.version());
        }

        assertThat(ours().apply(moved).result()).isEqualTo(Result.PROVEN);
        assertThat(nginx.live()).contains(moved.version());
    }

    @Test
    void aSharedZoneWithAnotherKeyPassesTheTestButIsNotLiveAndIsPutBack() {
        RenderedConfig limited = with(first, "zone.conf", "limit_req_zone $remote_addr zone=z:1m rate=1r/s;\n");
        RenderedConfig other = with(first, "zone.conf", "limit_req_zone $uri zone=z:1m rate=1r/s;\n");
        assertThat(ours().apply(limited).result()).isEqualTo(Result.PROVEN);

        ApplyOutcome outcome = ours().apply(other);

        assertThat(outcome.result()).isEqualTo(Result.NOT_LIVE);
        assertThat(nginx.releases().current()).contains(limited.version());
        assertThat(nginx.releases().proven()).contains(limited.version());
        assertThat(nginx.live()).contains(limited.version());
        assertThat(nginx.log()).contains("limit_req \"z\" uses the");
    }

    @Test
    void withoutARunningNginxTheConfigWaitsForOne() {
        ApplyOutcome outcome = somebodyElses().apply(first);
        assertThat(outcome.result()).isEqualTo(Result.NOT_RUNNING);
        assertThat(outcome.hasReloaded()).isFalse();
        assertThat(nginx.releases().current()).contains(first.version());

        nginx.start();

        assertThat(nginx.live()).contains(first.version());
        assertThat(somebodyElses().apply(first).result()).isEqualTo(Result.PROVEN);
    }

    @Test
    void anNginxOfOursThatWasKilledIsStartedAgainOnceItsSocketIsGone() throws IOException {
        ours().apply(first);
        nginx.kill();
        nginx.control().removeStaleSocket(Instant.now().plusSeconds(6));

        assertThat(ours().apply(second).result()).isEqualTo(Result.PROVEN);
    }

    @Test
    void aMainFileThatDoesNotIncludeUsIsRefusedBeforeNginxIsAskedAnything() throws IOException {
        Files.writeString(nginx.main(), "events {}\nhttp {}\n");
        Nginx absent = new Nginx("/no/such/nginx", Optional.of(folder), nginx.main(), PATIENCE);

        ApplyOutcome outcome =
                applier(absent, nginx.mainFile(), ProcessCare.OURS).apply(first);

        assertThat(outcome.result()).isEqualTo(Result.REFUSED);
        assertThat(outcome.words()).contains(nginx.main().toString(), "include " + folder + "/current/*.conf;");
        assertThat(nginx.releases().current()).isEmpty();
    }

    @Test
    void aProgramThatIsNotThereIsAnOutcome() {
        Nginx absent = new Nginx("/no/such/nginx", Optional.of(folder), nginx.main(), PATIENCE);

        ApplyOutcome outcome =
                applier(absent, nginx.mainFile(), ProcessCare.OURS).apply(first);

        assertThat(outcome.isProven()).isFalse();
        assertThat(outcome.words()).contains("/no/such/nginx");
        assertThat(nginx.releases().current()).isEmpty();
    }

    @Test
    void aFolderThatCannotBeMadeIsAnOutcome() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Applier.Target nowhere =
                new Applier.Target(nginx.nginx(), nginx.mainFile(), new ReleaseDirectory(file), nginx.control());

        ApplyOutcome outcome = new Applier(nowhere, ProcessCare.OURS, PATIENCE, InstantSource.system()).apply(first);

        assertThat(outcome.result()).isEqualTo(Result.FAILED);
        assertThat(outcome.words()).isEqualTo(file.resolve("control") + ": Not a directory");
    }

    @Test
    void inATreeAsDebianMakesItConfigsGoLiveThroughTheFileThatIncludesThem() throws IOException {
        Path etc = Files.createDirectories(folder.resolve("etc/nginx/conf.d"))
                .resolveSibling(".")
                .normalize();
        Path main = Files.writeString(etc.resolve("nginx.conf"), """
                pid %1$s/nginx.pid;
                error_log %1$s/error.log;
                events {}
                http {
                    include mime.types;
                    include %2$s/conf.d/*.conf;
                }
                """.formatted(folder, etc));
        Files.writeString(etc.resolve("mime.types"), "types {}\n");
        Files.writeString(etc.resolve("conf.d/tuning.conf"), "server_tokens off;\n");
        Files.writeString(etc.resolve("conf.d/pluginlb.conf"), "include " + folder + "/current/*.conf;\n");
        Nginx debian = new Nginx("nginx", Optional.empty(), main, Duration.ofSeconds(10));
        Applier applier = applier(debian, new MainFile(main, folder.resolve("current")), ProcessCare.OURS);

        assertThat(applier.apply(first).result()).isEqualTo(Result.PROVEN);
        assertThat(applier.apply(with(first, "extra.conf", "nonsense on;\n")).result())
                .isEqualTo(Result.REFUSED);
        assertThat(applier.apply(second).result()).isEqualTo(Result.PROVEN);
        assertThat(nginx.live()).contains(second.version());
    }

    @Test
    void theRunningNginxIsLookedAt() {
        ours().apply(first);
        LiveWatch.Look look = look();

        assertThat(look.served()).contains(first.version());
        assertThat(look.current()).contains(first.version());
        assertThat(look.draining()).isZero();
        assertThat(look.hindrance()).isEmpty();
    }

    /** All was said to be well, until Nginx was to start by them. */
    @Test
    void filesThatSomebodyHasDamagedOrTakenAwayAreNoWholeRelease() throws Exception {
        Applier applier = ours();
        applier.apply(first);
        ReleaseCheck check = new ReleaseCheck(target(""), () -> Optional.of(first));
        assertThat(check.current()).contains(first.version());
        Path release = nginx.releases().folderOf(first.version());
        Path one = release.resolve(first.files().firstKey());

        Files.delete(one);
        Files.createDirectory(one);
        assertThat(check.current()).as("not to be read").isEmpty();
        Files.delete(one);
        Files.writeString(one, first.files().get(first.files().firstKey()));
        assertThat(check.current()).as("to be read again").contains(first.version());
        Files.writeString(one, "damaged");
        assertThat(check.current()).as("damaged").isEmpty();
        assertThat(applier.apply(first).result()).isEqualTo(Result.PROVEN);
        assertThat(check.current()).contains(first.version());

        Files.writeString(release.resolve("added.conf"), "");
        assertThat(check.current()).as("with a file more").isEmpty();
        Disk.delete(folder.resolve("releases"));
        assertThat(check.current()).as("without releases").isEmpty();
        assertThat(applier.apply(first).result()).isEqualTo(Result.PROVEN);

        Files.delete(folder.resolve("current"));
        Files.createDirectory(folder.resolve("current"));
        assertThat(check.current()).as("a folder instead of the link").isEmpty();
        assertThat(applier.apply(first).result()).isEqualTo(Result.PROVEN);
        assertThat(check.current()).contains(first.version());

        Files.delete(nginx.mainFile().path());
        assertThat(check.current()).as("without a main file").isEmpty();
        assertThat(applier.apply(first).words())
                .startsWith(nginx.mainFile().path() + ": it is not there")
                .contains("include " + folder);
    }

    @Test
    void theSocketsThatADeadNginxLeftAreTakenAway() throws Exception {
        Path control = Files.createDirectories(folder.resolve("control"));
        Path gate = control.resolve("gate.sock");
        try (ServerSocketChannel dies = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dies.bind(UnixDomainSocketAddress.of(gate));
        }
        InstantSource later = () -> Instant.now().plusSeconds(6);
        try (LiveWatch watch =
                new LiveWatch(target(nginx.nginx(), nginx.mainFile()), Optional::empty, look -> {}, later)) {
            watch.start();
            await().until(() -> !Files.exists(gate));
        }
    }

    @Test
    void theKeyByWhichNginxKnowsUsIsThereAgainBeforeAReloadReadsIt() throws IOException {
        Path key = folder.resolve("control/key");

        applier(target("0123abcd"), ProcessCare.OURS).apply(first);

        assertThat(key).hasContent("0123abcd");
        assertThat(Files.getPosixFilePermissions(key))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }
}
