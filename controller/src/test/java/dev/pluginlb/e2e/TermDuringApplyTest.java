package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.demo.StandInDaemon;
import dev.pluginlb.testing.SideBySide;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service manager stops the controller at a moment of its own choice. */
class TermDuringApplyTest {

    /** Nginx; but where a file asks for it, a command with this argument waits until it is let go, 20 s at most. */
    private static final String WRAPPER = """
            #!/bin/sh
            if [ -e %1$s/slow ]; then
                for argument; do
                    if [ "$argument" = "%2$s" ]; then
                        touch %1$s/waits
                        n=0
                        while [ ! -e %1$s/go ] && [ $n -lt 400 ]; do n=$((n + 1)); sleep 0.05; done
                    fi
                done
            fi
            exec nginx "$@"
            """;

    @TempDir
    Path folder;

    @Test
    void theApplyThatIsUnderWayIsFinishedAndNginxServesOn() throws Exception {
        SideBySide.run(
                2, Map.of("-t", () -> isFinished("-t", home("t")), "reload", () -> isFinished("reload", home("r"))));
    }

    private Path home(String name) throws IOException {
        QuickSettings.open(folder);
        return Files.createDirectory(folder.resolve(name));
    }

    private static void isFinished(String step, Path folder) throws Exception {
        try (Cluster cluster = Cluster.in(folder)
                        .set("nginx.binary", wrapper(step, folder).toString());
                NginxMaster nginx = PlainNginx.under(cluster)) {
            nginx.start();
            StandInDaemon first = cluster.join();
            try (ChildJvm controller = cluster.runController()) {
                cluster.awaitServing(1);
                Files.createFile(folder.resolve("slow"));
                StandInDaemon second = cluster.join();
                await().atMost(Cluster.DEADLINE).until(() -> Files.exists(folder.resolve("waits")));

                controller.process().destroy();
                // The admin API is closed early: from then on it is known to be ending.
                await().atMost(Cluster.DEADLINE).until(() -> !answers(cluster));
                assertThat(controller.process().isAlive()).isTrue();
                Files.createFile(folder.resolve("go"));
                assertThat(controller.process().waitFor(Cluster.DEADLINE.toMillis(), TimeUnit.MILLISECONDS))
                        .isTrue();

                assertThat(cluster.isInConfig(first)).isTrue();
                assertThat(cluster.isInConfig(second)).isTrue();
                assertThat(Files.readSymbolicLink(cluster.dir().resolve("proven")))
                        .isEqualTo(Files.readSymbolicLink(cluster.dir().resolve("current")));
                assertThat(nginx.test().succeeded()).isTrue();
                assertThat(cluster.internal().call().status()).isEqualTo(200);
            }
        }
    }

    private static boolean answers(Cluster cluster) {
        try {
            cluster.admin().status();
            return true;
        } catch (RuntimeException closed) {
            return false;
        }
    }

    private static Path wrapper(String step, Path folder) throws IOException {
        Path wrapper = Files.writeString(folder.resolve("nginx-slow"), WRAPPER.formatted(folder, step));
        return Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
