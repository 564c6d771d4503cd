package dev.pluginlb.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.nginx.ApplyOutcome.Result;
import dev.pluginlb.render.RenderedConfig;
import dev.pluginlb.testing.NginxProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
}
