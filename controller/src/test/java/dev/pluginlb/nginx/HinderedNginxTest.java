package dev.pluginlb.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.nginx.Applier.ProcessCare;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import dev.pluginlb.render.RenderedConfig;
import dev.pluginlb.testing.NginxProcess;
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

    /** The number of one that does not say where its main file is was taken for ours: it was reloaded, and ended in the end. */

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

    /** It calls itself as ours does, and its pid file has the same name: it was reloaded, and ended with the controller. */

    /** We followed the master that serves; whoever turned its logs told a stranger to. */

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
}
