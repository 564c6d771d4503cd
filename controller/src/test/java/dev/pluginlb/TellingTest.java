package dev.pluginlb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.exchange.Exchanges;
import dev.pluginlb.nginx.ControlListener;
import dev.pluginlb.nginx.StateTeller;
import dev.pluginlb.render.Driver;
import dev.pluginlb.render.NginxState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nginx reads the state from a file when it starts, and a damaged one was not noticed until then. */
class TellingTest {

    private static final NginxState STATE = new NginxState("0123456789abcdef", "the state\n");

    @TempDir
    Path folder;

    @Test
    void aStateThatSomebodyHasDamagedOrTakenAwayIsWrittenAgain() throws IOException {
        Path file = folder.resolve("state.txt");
        List<String> problems = new CopyOnWriteArrayList<>();
        try (Exchanges exchanges = Exchanges.start();
                Telling telling = new Telling(
                        new StateTeller(new ControlListener("unix:" + folder + "/none.sock", exchanges), file),
                        Driver.LUA)) {
            telling.keep(STATE, kept -> problems.add(kept.problem()));
            awaitWhole(file);

            Files.writeString(file, "the st");
            awaitWhole(file);
            Files.delete(file);
            awaitWhole(file);
        }
        assertThat(problems).containsExactly("", "", "");
    }

    private static void awaitWhole(Path file) {
        await().atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> Files.exists(file) && Files.readString(file).equals(STATE.text()));
    }
}
