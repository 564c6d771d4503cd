package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.testing.SettingsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service of {@code Type=notify}: what arrives at systemd's socket, for which a program of a line stands in. */
class SupervisionTest {

    /** Prints each datagram; Java has no such sockets. Perl is part of every Debian. */
    private static final String LISTENER = """
            use Socket; socket(S, PF_UNIX, SOCK_DGRAM, 0); bind(S, sockaddr_un($ARGV[0])) or die $!; $| = 1;
            while (defined recv(S, $line, 4096, 0)) { print "$line\\n" }
            """;

    @TempDir
    Path folder;

    @Test
    void systemdIsToldThatTheStartIsOverThatWorkGoesOnAndThatItEnds() throws Exception {
        Path socket = folder.resolve("notify");
        Path told = folder.resolve("told");
        Process listener = new ProcessBuilder(List.of("perl", "-e", LISTENER, socket.toString()))
                .redirectOutput(told.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (Cluster cluster =
                Cluster.in(folder).set("nginx.manage-process", "false").set("log.level", "info")) {
            await().atMost(Cluster.DEADLINE).until(() -> Files.exists(socket));
            try (ChildJvm controller = run(cluster, socket)) {
                // No Nginx runs: it may be started now.
                awaitTold(told, "READY=1");
                awaitTold(told, "STATUS=not in effect: ");
                awaitTold(told, "WATCHDOG=1");
                SettingsFile.write(folder, cluster.set("health.fall", "5").settings());
                controller.hangUp();
                await().atMost(Cluster.DEADLINE).until(() -> controller.log().contains("wired anew"));
                awaitTwoPings(told);
                whileNoneCanStart(cluster, controller, () -> awaitTwoPings(told));
                awaitTwoPings(told);
                controller.process().destroy();
                assertThat(controller.process().waitFor(Cluster.DEADLINE.toMillis(), TimeUnit.MILLISECONDS))
                        .isTrue();
                awaitTold(told, "STOPPING=1");
            }
        } finally {
            listener.destroyForcibly();
        }
    }

    /** No turn came while the former settings could not start either, and systemd would have ended the process. */
    private void whileNoneCanStart(Cluster cluster, ChildJvm controller, Runnable then) throws IOException {
        Path temp = cluster.dir().resolve("temp");
        Path aside = Files.move(temp, cluster.dir().resolve("aside"));
        Files.createFile(temp);
        Path inTheWay = Files.createFile(cluster.dir().resolve("temp.was-no-folder"));
        SettingsFile.write(folder, cluster.set("health.fall", "6").settings());
        controller.hangUp();
        await().atMost(Cluster.DEADLINE).until(() -> controller.log().contains("nobody controls Nginx"));
        then.run();
        Files.delete(temp);
        Files.delete(inTheWay);
        Files.move(aside, temp);
    }

    private static void awaitTwoPings(Path told) {
        int pings = pings(told);
        await().atMost(Cluster.DEADLINE).until(() -> pings(told) > pings + 1);
    }

    private ChildJvm run(Cluster cluster, Path socket) {
        Path config = SettingsFile.write(folder, cluster.settings());
        return ChildJvm.run(
                folder,
                List.of("-cp", ConfigReloadTest.CLASSES),
                Map.of("NOTIFY_SOCKET", socket.toString(), "WATCHDOG_USEC", "4000000"),
                "run",
                "--config",
                config.toString());
    }

    private static void awaitTold(Path told, String words) {
        await().atMost(Cluster.DEADLINE).until(() -> read(told).contains(words));
    }

    private static int pings(Path told) {
        return read(told).split("WATCHDOG=1", -1).length - 1;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
