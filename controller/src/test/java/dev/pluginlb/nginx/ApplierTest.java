package dev.pluginlb.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.disk.Disk;
import dev.pluginlb.nginx.Applier.ProcessCare;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import dev.pluginlb.render.RenderedConfig;
import dev.pluginlb.testing.GivenFront;
import dev.pluginlb.testing.NginxProcess;
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
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        Disk.delete(folder.resolve("releases"));
        Files.writeString(folder.resolve("releases"), "");

        ApplyOutcome outcome = ours().apply(first);

        assertThat(outcome.result()).isEqualTo(Result.FAILED);
        assertThat(outcome.words()).isEqualTo(folder.resolve("releases") + ": a file is in its place");
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
        ReleaseCheck check = new ReleaseCheck(nginx.releases(), nginx.mainFile(), () -> Optional.of(first));
        assertThat(check.current()).contains(first.version());
        Path release = nginx.releases().folderOf(first.version());
        Path one = release.resolve(first.files().firstKey());

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
    void theWorkersOfAKilledMasterOfOursEndAndANewNginxTakesTheirPlace() {
        ours().apply(first);
        try (NginxProcess stranger = NginxProcess.inFolderOfItsOwn()) {
            stranger.put(config(stranger.front(), 1));
            stranger.start();
            List<ProcessHandle> strangers = stranger.killMaster();
            List<ProcessHandle> orphans = nginx.killMaster();

            ApplyOutcome outcome = ours().apply(second);

            assertThat(outcome.result()).as(outcome.words()).isEqualTo(Result.PROVEN);
            assertThat(nginx.live()).contains(second.version());
            await().until(() -> orphans.stream().noneMatch(NginxProcess::runs));
            assertThat(strangers).isNotEmpty().allMatch(NginxProcess::runs, "somebody else's serve on");
        }
    }

    @Test
    void theWorkersOfAKilledMasterOfSomebodyElseAreLeftAloneAndItIsSaidWhatToDo() {
        nginx.put(first);
        nginx.start();
        List<ProcessHandle> orphans = nginx.killMaster();

        ApplyOutcome outcome = somebodyElses().apply(second);

        assertThat(outcome.result()).isEqualTo(Result.NOT_RUNNING);
        assertThat(outcome.words())
                .contains(
                        "master process was killed",
                        "kill -QUIT " + orphans.get(0).pid(),
                        nginx.nginx().startCommand());
        assertThat(orphans).isNotEmpty().allMatch(NginxProcess::runs);
        assertThat(nginx.live()).contains(first.version());
        assertThat(hindrance()).contains("master process was killed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"control.sock", "gate.sock"})
    void aSocketThatSomebodyRemovedIsThereAgainWithTheNextConfig(String name) throws IOException {
        Path socket = folder.resolve(name);
        RenderedConfig both =
                with(first, "gate.conf", "server { listen unix:" + folder.resolve("gate.sock") + "; return 404; }\n");
        ours().apply(both);
        Files.delete(socket);
        assertThat(hindrance()).contains(socket.toString());

        ApplyOutcome outcome = somebodyElses().apply(both);

        assertThat(outcome.result()).as(outcome.words()).isEqualTo(Result.PROVEN);
        assertThat(socket).exists();
        assertThat(nginx.live()).contains(both.version());
        assertThat(nginx.releases().current()).contains(both.version());
        assertThat(hindrance()).isEmpty();
    }

    @Test
    void theKeyByWhichNginxKnowsUsIsThereAgainBeforeAReloadReadsIt() throws IOException {
        Path key = folder.resolve("control/key");
        ControlListener control = nginx.control();
        Applier.Target target = new Applier.Target(
                nginx.nginx(),
                nginx.mainFile(),
                nginx.releases(),
                new ControlListener(control.listen(), control.exchanges(), "0123abcd"));

        new Applier(target, ProcessCare.OURS, PATIENCE, InstantSource.system()).apply(first);

        assertThat(key).hasContent("0123abcd");
        assertThat(Files.getPosixFilePermissions(key))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void aReloadIsToldToTheMasterThatServesAndToNobodyWhomThePidFileNamesInstead() throws IOException {
        ours().apply(first);
        String number = Files.readString(nginx.pidFile());
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(nginx.pidFile(), stranger.pid() + "\n");
            ApplyOutcome outcome = ours().apply(second);
            assertThat(outcome.result()).as(outcome.words()).isEqualTo(Result.PROVEN);

            Files.writeString(nginx.pidFile(), number);
            nginx.nginx().stop();
            await().until(() -> !Files.exists(nginx.pidFile()) && nginx.live().isEmpty());
            Files.writeString(nginx.pidFile(), stranger.pid() + "\n");
            ApplyOutcome nobody = somebodyElses().apply(first);
            assertThat(nobody.result()).isEqualTo(Result.NOT_RUNNING);
            assertThat(nobody.words()).contains(stranger.pid() + ", which is no Nginx (sleep 60)");
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
            Files.writeString(nginx.pidFile(), number);
        }
    }

    /** What the running Nginx is hindered by; empty when nothing is amiss. */
    private String hindrance() {
        return look().hindrance().orElse("");
    }

    private LiveWatch.Look look() {
        List<LiveWatch.Look> looks = new CopyOnWriteArrayList<>();
        try (LiveWatch watch = new LiveWatch(
                target(nginx.nginx(), nginx.mainFile()),
                () -> Optional.of(first),
                looks::add,
                InstantSource.system())) {
            watch.start();
            await().until(() -> !looks.isEmpty());
        }
        return looks.get(0);
    }

    private Applier somebodyElses() {
        return applier(nginx.nginx(), nginx.mainFile(), ProcessCare.SOMEBODY_ELSES);
    }

    /** The same with one more file, under a version of its own. */
    private static RenderedConfig with(RenderedConfig config, String name, String text) {
        String version = "%016x".formatted(text.hashCode() & 0xffffffffL);
        SortedMap<String, String> files = new TreeMap<>(config.files());
        files.replaceAll((file, content) -> content.replace(config.version(), version));
        files.put(name, text);
        return new RenderedConfig(version, files);
    }
}
