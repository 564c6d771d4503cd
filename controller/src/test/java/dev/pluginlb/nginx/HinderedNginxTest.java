package dev.pluginlb.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.pluginlb.nginx.Applier.ProcessCare;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import dev.pluginlb.render.RenderedConfig;
import dev.pluginlb.testing.MountedApart;
import dev.pluginlb.testing.NginxProcess;
import dev.pluginlb.testing.Pipe;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps a running Nginx from taking a config: its master killed, a socket removed, a pid file that names somebody else. */
class HinderedNginxTest extends OnNginx {

    private static final Duration LONGEST = Duration.ofSeconds(60);

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

    /** The number of one that does not say where its main file is was taken for ours: it was reloaded, and ended in the end. */
    @Test
    void anNginxWithARelativeMainFileOfItsOwnIsNotTakenForOurs() throws IOException {
        ours().apply(first);
        String number = Files.readString(nginx.pidFile());
        try (NginxProcess stranger = NginxProcess.inFolderOfItsOwn()) {
            stranger.put(config(stranger.front(), 1));
            Path main = stranger.main().getFileName();
            assertThat(new Nginx("nginx", Optional.of(stranger.folder()), main, Duration.ofSeconds(10))
                            .start()
                            .succeeded())
                    .isTrue();
            await().until(() -> stranger.live().isPresent());
            nginx.nginx().stop();
            await().until(() -> !Files.exists(nginx.pidFile()) && nginx.live().isEmpty());
            Files.writeString(nginx.pidFile(), Files.readString(stranger.pidFile()));

            ApplyOutcome nobody = somebodyElses().apply(second);

            assertThat(nobody.result()).isEqualTo(Result.NOT_RUNNING);
            assertThat(nobody.words()).contains("the Nginx of " + stranger.main(), "which was told nothing");
            assertThat(ours().apply(second).result()).isEqualTo(Result.PROVEN);
            assertThat(stranger.live()).isPresent();
        } finally {
            Files.writeString(nginx.pidFile(), number);
        }
    }

    /** It was taken for dead: a second one was started again and again, which could not bind to the ports of the first. */
    @Test
    void withoutItsSocketAndItsPidFileTheMasterIsFoundAmongTheProcessesAndBothAreThereAgain() throws IOException {
        ours().apply(first);
        long master = nginx.processes().get(0).pid();
        Files.delete(control());
        Files.delete(nginx.pidFile());
        assertThat(hindrance()).contains(control().toString(), "told to listen there anew");

        ApplyOutcome outcome = ours().apply(second);

        assertThat(outcome.result()).as(outcome.words()).isEqualTo(Result.PROVEN);
        assertThat(nginx.live()).contains(second.version());
        assertThat(nginx.pidFile()).content().isEqualToIgnoringWhitespace(Long.toString(master));
        assertThat(nginx.log()).doesNotContain("bind()");
        assertThat(hindrance()).isEmpty();
    }

    @Test
    void thatMasterIsToldAlsoWhereThePidFileNamesAStranger() throws IOException {
        nginx.put(first);
        nginx.start();
        String number = Files.readString(nginx.pidFile());
        Files.delete(control());
        try {
            Files.writeString(nginx.pidFile(), ProcessHandle.current().pid() + "\n");
            ApplyOutcome outcome = somebodyElses().apply(second);
            assertThat(outcome.result()).as(outcome.words()).isEqualTo(Result.PROVEN);
        } finally {
            Files.writeString(nginx.pidFile(), number);
        }
    }

    @ParameterizedTest
    @EnumSource(ProcessCare.class)
    void anNginxThatNobodyCanReachIsLeftAloneAndItIsSaidWhatToDo(ProcessCare care) throws IOException {
        nginx.put(first);
        Path other = Files.copy(nginx.main(), folder.resolve("other.conf"));
        Nginx stranger = new Nginx("nginx", Optional.of(folder), other, Duration.ofSeconds(10));
        assertThat(stranger.start().succeeded()).isTrue();
        await().until(() -> nginx.live().isPresent());
        String number = Files.readString(nginx.pidFile());
        try {
            Files.delete(control());
            Files.delete(nginx.pidFile());
            assertThat(hindrance()).contains("cannot be reached", control().toString());

            ApplyOutcome outcome =
                    applier(nginx.nginx(), nginx.mainFile(), care).apply(second);

            assertThat(outcome.result()).isEqualTo(Result.NOT_RUNNING);
            assertThat(outcome.words())
                    .contains(
                            control().toString(),
                            nginx.pidFile() + " names no master",
                            nginx.main().toString(),
                            "kill -QUIT",
                            nginx.nginx().startCommand());
            assertThat(nginx.log()).as("no second one was started").doesNotContain("bind()");
            assertThat(nginx.status("/anything")).isEqualTo(404);
        } finally {
            Files.writeString(nginx.pidFile(), number);
        }
    }

    /** It was taken for one that runs, and told of reloads; nobody was served until the last stream of the old one had ended. */
    @Test
    void whileAMasterThatWasToldToQuitWaitsForItsLastRequestsANewOneServes() throws IOException {
        ours().apply(first);
        ProcessHandle master = nginx.processes().get(0);
        String[] listen = nginx.front().publicListen().split(":", 2);
        try (Socket slow = new Socket(listen[0], Integer.parseInt(listen[1]))) {
            slow.getOutputStream().write("GET /".getBytes(StandardCharsets.US_ASCII));
            // Once it answers somebody who came later, the worker has seen the bytes.
            nginx.status("/anything");
            nginx.nginx().signal(master.pid(), "quit");
            await().until(() -> ProcessSeen.of(master.pid())
                    .filter(ProcessSeen::isLeavingMaster)
                    .isPresent());

            assertThat(somebodyElses().apply(second).words())
                    .contains(nginx.nginx().startCommand());
            ApplyOutcome outcome = ours().apply(second);

            assertThat(outcome.result()).as(outcome.words()).isEqualTo(Result.PROVEN);
            assertThat(nginx.live()).contains(second.version());
            assertThat(master.isAlive()).isTrue();
        }
        await().until(() -> !NginxProcess.runs(master));
        assertThat(ours().apply(first).result()).isEqualTo(Result.PROVEN);
        assertThat(nginx.pidFile()).exists();
    }

    /** Whoever looked into it waited for somebody who writes, and with that all that there was to be told. */
    @Test
    void aPipeInThePlaceOfThePidFileIsNotWaitedForAndGivesWayToAFile() throws IOException {
        ours().apply(first);
        long master = nginx.processes().get(0).pid();
        Pipe.at(nginx.pidFile());
        Files.delete(control());
        assertThat(hindrance()).contains(control().toString());

        ApplyOutcome outcome = assertTimeoutPreemptively(LONGEST, () -> ours().apply(second));

        assertThat(outcome.result()).as(outcome.words()).isEqualTo(Result.PROVEN);
        assertThat(nginx.pidFile()).isRegularFile().content().isEqualToIgnoringWhitespace(Long.toString(master));
    }

    /** It calls itself as ours does, and its pid file has the same name: it was reloaded, and ended with the controller. */
    @Test
    void aMasterWithMountsOfItsOwnIsNotTakenForOursThoughItsWordsAreTheSame() throws IOException {
        ours().apply(first);
        nginx.nginx().stop();
        await().until(() -> !Files.exists(nginx.pidFile()) && nginx.live().isEmpty());
        try (NginxProcess stranger = NginxProcess.inFolderOfItsOwn();
                MountedApart apart = MountedApart.folder(folder, stranger.folder())) {
            stranger.put(config(stranger.front(), 1));
            String main = folder + "/nginx.conf";
            apart.run("nginx", "-p", folder + "/", "-c", main);
            await().until(() -> stranger.live().isPresent());
            assertThat(somebodyElses().apply(first).words()).contains("no master of ours is to be seen");

            Files.writeString(nginx.pidFile(), Files.readString(stranger.pidFile()));
            ApplyOutcome nobody = somebodyElses().apply(second);

            assertThat(nobody.result()).isEqualTo(Result.NOT_RUNNING);
            assertThat(nobody.words())
                    .contains("the Nginx of " + main + " in another container", "which was told nothing");
            ApplyOutcome outcome = ours().apply(second);
            assertThat(outcome.result()).as(outcome.words()).isEqualTo(Result.PROVEN);
            assertThat(stranger.live()).contains(config(stranger.front(), 1).version());
        }
    }

    /** We followed the master that serves; whoever turned its logs told a stranger to. */
    @Test
    void aPidFileThatNamesAStrangerIsWrittenAnewWhereNginxIsOursAndElseItIsSaid() throws IOException {
        ours().apply(first);
        String right = Files.readString(nginx.pidFile());
        Signals signals = target(nginx.nginx(), nginx.mainFile()).signals();
        PidWatch theirs = new PidWatch(signals, ProcessCare.SOMEBODY_ELSES);
        theirs.look();
        assertThat(theirs.fault()).isEmpty();

        Files.writeString(nginx.pidFile(), "1\n");
        theirs.look();
        assertThat(theirs.fault())
                .hasValueSatisfying(words -> assertThat(words)
                        .contains(nginx.pidFile() + " names process 1", "write " + right.strip() + " into a new one"));

        PidWatch own = new PidWatch(signals, ProcessCare.OURS);
        own.look();
        assertThat(own.fault()).isEmpty();
        assertThat(nginx.pidFile()).hasContent(right.strip());
        theirs.look();
        assertThat(theirs.fault()).isEmpty();
    }

    /** Only the pid file told who they are. */
    @Test
    void theWorkersOfAKilledMasterAreFoundWithoutThePidFileToo() throws IOException {
        ours().apply(first);
        List<ProcessHandle> orphans = nginx.killMaster();
        Files.delete(nginx.pidFile());

        ApplyOutcome outcome = ours().apply(second);

        assertThat(outcome.result()).as(outcome.words()).isEqualTo(Result.PROVEN);
        await().until(() -> orphans.stream().noneMatch(NginxProcess::runs));
        assertThat(nginx.live()).contains(second.version());
    }

    @Test
    void theWorkersOfAKilledMasterAreFoundWithoutTheirSocketToo() throws IOException {
        ours().apply(first);
        List<ProcessHandle> orphans = nginx.killMaster();
        Files.delete(control());

        ApplyOutcome outcome = ours().apply(second);

        assertThat(outcome.result()).as(outcome.words()).isEqualTo(Result.PROVEN);
        await().until(() -> orphans.stream().noneMatch(NginxProcess::runs));
    }

    private Path control() {
        return nginx.control().socket().orElseThrow();
    }

    /** What the running Nginx is hindered by; empty when nothing is amiss. */
    private String hindrance() {
        return look().hindrance().orElse("");
    }
}
