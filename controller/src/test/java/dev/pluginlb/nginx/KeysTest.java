package dev.pluginlb.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.nginx.Applier.ProcessCare;
import dev.pluginlb.nginx.ApplyOutcome.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest extends OnNginx {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private Applier.Target target;
    private Path feed;

    @BeforeEach
    void live() {
        target = target("ours");
        feed = folder.resolve("control/feed.key");
        assertThat(applier(target, ProcessCare.OURS).apply(first).result()).isEqualTo(Result.PROVEN);
        assertThat(look(target).current()).contains(first.version());
    }

    /** No line of the feed counted from then on, and all was said to be well. */
    @Test
    void anNginxThatHasReadItsConfigWithoutTheKeyReadsItAtOneReload() throws IOException {
        Files.delete(feed);
        assertThat(nginx.nginx().reload().succeeded()).isTrue();
        await().atMost(LONGEST)
                .until(() -> nginx.control()
                        .ask()
                        .filter(live -> live.feed().equals("-"))
                        .isPresent());
        target.keys().keep();

        // For a moment workers of before answer, too.
        await().atMost(LONGEST).until(() -> look(target).current().isEmpty());
        ApplyOutcome outcome = applier(target, ProcessCare.OURS).apply(first);

        assertThat(outcome.result()).as(outcome.words()).isEqualTo(Result.PROVEN);
        await().atMost(LONGEST)
                .until(() ->
                        look(target).current().filter(first.version()::equals).isPresent());
    }

    /** No config was live from then on, since each was tested with it. */
    @ParameterizedTest
    @ValueSource(strings = {"feed.key", "key"})
    void whatIsInThePlaceOfAKeyGivesWay(String name) throws IOException {
        Path file = folder.resolve("control").resolve(name);
        Files.writeString(file, "garbage");
        assertThat(applier(target, ProcessCare.OURS).apply(second).result()).isEqualTo(Result.PROVEN);

        Files.delete(file);
        Files.createDirectories(file.resolve("somebody's"));
        assertThat(applier(target, ProcessCare.OURS).apply(first).result()).isEqualTo(Result.PROVEN);
        assertThat(file.resolveSibling(name + ".was-a-folder")).isDirectory();
    }

    /** A power cut left it empty: the controller did not start again, and said no more than that a key is empty. */
    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\u0000\u0001", "what somebody has written there"})
    void aKeyThatMakesNoSenseIsMadeAnew(String text) throws IOException {
        Files.writeString(folder.resolve("control/key"), text);

        Keys made = Keys.readOrMake(nginx.releases());

        assertThat(made.control()).matches("[0-9a-f]{64}");
        assertThat(Keys.readOrMake(nginx.releases())).isEqualTo(made);
    }
}
