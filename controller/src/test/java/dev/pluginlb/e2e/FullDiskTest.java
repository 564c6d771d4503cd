package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.testing.MountedApart;
import dev.pluginlb.testing.SettingsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code nginx.dir} and {@code state-dir} on a disk that takes nothing. Nginx serves; whoever controls it must be able to start. */
@Timeout(300)
class FullDiskTest {

    private static final int MEBIBYTES = 24;

    @TempDir
    Path folder;

    private MountedApart disk;
    private Cluster cluster;

    @BeforeEach
    void prepare() {
        Path path = folder.resolve("disk");
        disk = MountedApart.disk(path, MEBIBYTES);
        cluster = Cluster.in(folder)
                .set("nginx.dir", path.resolve("nginx").toString())
                .set("state-dir", path.resolve("state").toString());
        cluster.join();
    }

    @AfterEach
    void end() throws IOException {
        disk.run("sh", "-c", "kill $(cat " + cluster.dir() + "/nginx.pid) || true");
        cluster.close();
        disk.close();
    }

    /** What ran was ended for settings with which nothing could be started, nor with the former ones, until there was room. */
    @Test
    void otherSettingsWaitUntilThereIsRoomAndTheFormerOnesGoOn() throws IOException {
        try (ChildJvm controller = run()) {
            awaitWell();
            disk.fill();
            cluster.set("health.fall", "7");
            write();
            await().atMost(Cluster.DEADLINE)
                    .until(() -> status("config_refused").contains("takes no file of"));
            assertThat(cluster.admin().isProven()).isTrue();
            assertThat(cluster.internal().call().status()).isEqualTo(200);

            disk.makeRoom();
            await().atMost(Cluster.DEADLINE)
                    .until(() -> status("config_refused").equals("[]"));
            awaitWell();
            stop(controller);
        }
    }

    /** It was refused, though there was nothing to be written, and not said what to do. */
    @ParameterizedTest
    @ValueSource(strings = {"full", "read-only"})
    void aControllerStartsWhereWhatIsWantedIsThereAlready(String how) throws IOException {
        try (ChildJvm first = run()) {
            awaitWell();
            long reloads = cluster.admin().reloads();
            first.kill();
            begin(how);
            try (ChildJvm second = run()) {
                awaitWell();
                assertThat(cluster.admin().reloads()).isLessThanOrEqualTo(reloads);

                cluster.join();
                await().atMost(Cluster.DEADLINE)
                        .until(() -> status("wrong")
                                .matches("(?i).*cluster\\.json cannot be written.*(no space left|read-only).*"));
                assertThat(status("wrong")).contains("the wanted config is not live");
                assertThat(cluster.internal().call().status()).isEqualTo(200);

                finish(how);
                awaitWell();
                assertThat(cluster.admin().up()).isEqualTo(2);
                stop(second);
            }
        }
    }

    /** Whoever starts it first where nothing can be written is told what it takes. */
    @Test
    void theFirstStartOfAllSaysWhatItTakes() throws Exception {
        disk.lock();
        try (ChildJvm controller = run()) {
            assertThat(controller.process().onExit().get().exitValue()).isEqualTo(1);
            assertThat(controller.words())
                    .contains(
                            "nginx.dir: " + cluster.dir() + " cannot be taken: ", "a folder that this user can write");
        }
    }

    /** It said {@code No space left on device} alone, and left a part of the secret that it could not write. */
    @Test
    void theFirstStartOnAFullDiskNamesTheFileAndLeavesNoPartOfIt() throws Exception {
        disk.fill();
        try (ChildJvm controller = run()) {
            assertThat(controller.process().onExit().get().exitValue()).isEqualTo(1);
            assertThat(controller.words()).containsPattern(cluster.dir() + "\\S*: .*No space left");
            try (Stream<Path> all = Files.walk(disk.seen(cluster.dir()))) {
                assertThat(all.map(path -> path.getFileName().toString())).noneMatch(name -> name.endsWith(".new"));
            }
        }
    }

    private void begin(String how) throws IOException {
        if (how.equals("full")) {
            disk.fill();
        } else {
            disk.lock();
        }
    }

    private void finish(String how) throws IOException {
        if (how.equals("full")) {
            disk.makeRoom();
        } else {
            disk.unlock();
        }
    }

    private Path write() {
        return SettingsFile.write(folder, cluster.settings());
    }

    private ChildJvm run() {
        return ChildJvm.within(disk.inside(), folder, List.of("run", "--config", write().toString()));
    }

    /** Nginx ends with it. */
    private static void stop(ChildJvm controller) {
        controller.process().destroy();
        controller.process().onExit().join();
    }

    private String status(String field) {
        return cluster.admin().status().path(field).toString();
    }

    private void awaitWell() {
        await().atMost(Cluster.DEADLINE)
                .ignoreException(UncheckedIOException.class)
                .untilAsserted(() -> assertThat(status("wrong")).isEqualTo("[]"));
    }
}
