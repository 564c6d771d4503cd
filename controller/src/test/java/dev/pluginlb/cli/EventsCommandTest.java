package dev.pluginlb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.admin.Running;
import dev.pluginlb.admin.SettableController;
import dev.pluginlb.control.Event.Change;
import dev.pluginlb.control.Event.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsCommandTest {

    @TempDir
    Path folder;

    private final Running admin = new Running();
    private Shell shell = new Shell(Path.of(""));

    @BeforeEach
    void somethingHappened() {
        shell = Shell.before(admin, folder);
        happens(0, Kind.NODE, "10.0.0.5:5002", "new: up, answers");
        happens(60, Kind.RELEASE, "aaaa", "proven in 213 ms (+10.0.0.5:5002)");
        happens(80, Kind.NODE, "10.0.0.5:5002", "up -> down, 3 probes failed");
    }

    @AfterEach
    void stop() {
        admin.close();
    }

    @Test
    void theNewestStandsLast() {
        assertThat(shell.run("events")).isEqualTo(new Shell.Ended(0, """
                AT                    KIND        SUBJECT                WHAT
                2026-11-21T10:00:00Z  node        10.0.0.5:5002          new: up, answers
                2026-11-21T10:01:00Z  release     aaaa                   proven in 213 ms (+10.0.0.5:5002)
                2026-11-21T10:01:20Z  node        10.0.0.5:5002          up -> down, 3 probes failed
                """, ""));
    }

    @Test
    void sinceIsCountedByTheControllersClock() {
        assertThat(shell.run("events", "--since", "15s").out())
                .contains("up -> down")
                .doesNotContain("proven", "new:");
        assertThat(shell.run("events", "--since", "31s").out())
                .contains("proven")
                .doesNotContain("new:");
    }

    @Test
    void onlyTheKindsThatAreAskedForAreShown() {
        assertThat(shell.run("events", "--kind", "release,REDIS").out())
                .contains("proven")
                .doesNotContain("new:");
        assertThat(shell.run("events", "--kind", "redis").out()).isEqualTo("no such event is remembered\n");
        assertThat(shell.run("events", "--kind", "nodes").code()).isEqualTo(2);
    }

    @Test
    void whatIsLeftOutIsSaidAside() {
        Shell.Ended ended = shell.run("events", "--limit", "1");

        assertThat(ended.out()).contains("up -> down").doesNotContain("proven");
        assertThat(ended.err()).isEqualTo("2 earlier ones are not shown; --limit 0 shows all\n");
        assertThat(shell.run("events", "--limit=-1").code()).isEqualTo(2);
    }

    @Test
    void asJsonEachIsAnObjectInALineOfItsOwn() {
        assertThat(shell.run("events", "--output", "json").out().lines())
                .hasSize(3)
                .allMatch(line -> line.startsWith("{\"id\":") && line.endsWith("\"}"));
    }

    @Test
    void whoFollowsIsToldOfEachEventAndOnceOfALoss() throws InterruptedException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Thread follower = follow(out, err);
        await().until(() -> out.toString().contains("3 probes failed"));

        happens(85, Kind.PLAN, "1", "not of this kind");
        happens(86, Kind.NODE, "10.0.0.5:5002", "down -> up, answers");
        await().until(() -> out.toString().contains("down -> up, answers"));
        admin.stop();
        await().until(() -> err.toString().contains("disconnected: "));
        happens(88, Kind.NODE, "10.0.0.6:5002", "new: up, while nobody could ask");
        admin.startAgain();

        await().atMost(Duration.ofSeconds(30)).until(() -> out.toString().contains("while nobody could ask"));
        follower.interrupt();
        follower.join();
        assertThat(out.toString().lines().filter(line -> line.contains("10.0.0.5:5002 ")))
                .hasSize(3);
        assertThat(out.toString()).doesNotContain("not of this kind");
        assertThat(err.toString().lines().filter(line -> line.startsWith("disconnected: ")))
                .hasSize(1);
        assertThat(err.toString()).contains("connected again\n");
    }

    @Test
    void thePauseGrowsToFiveSeconds() {
        assertThat(EventFollower.longer(Duration.ofMillis(250))).isEqualTo(Duration.ofMillis(500));
        assertThat(EventFollower.longer(Duration.ofSeconds(4))).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void nobodyToFollowIsAFailureAtOnce() {
        admin.stop();

        assertThat(shell.run("events", "--follow").code()).isEqualTo(3);
    }

    private Thread follow(StringWriter out, StringWriter err) {
        Surroundings here =
                new Surroundings(shell.environment, folder, new PrintWriter(out, true), new PrintWriter(err, true));
        Thread thread =
                new Thread(() -> Pluginlb.create(here, List.of()).execute("events", "--follow", "--kind", "node"));
        thread.start();
        return thread;
    }

    private void happens(long second, Kind kind, String subject, String words) {
        admin.controller
                .journal()
                .enter(List.of(new Change(kind, subject, words)), SettableController.STARTED.plusSeconds(second));
    }
}
