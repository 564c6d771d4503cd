package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.testing.SettingsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The container, without the container: its entrypoint starts Nginx and the controller, and gets the signals. */
class EntrypointTest {

    private static final Path SCRIPTS =
            Path.of("../scripts/docker").toAbsolutePath().normalize();
    private static final Duration STREAM = Duration.ofSeconds(6);

    @TempDir
    Path folder;

    @Test
    void onSigtermStreamsEndAndThenAllDoes() throws Exception {
        try (Cluster cluster = Cluster.in(folder);
                Container container = start(cluster)) {
            cluster.join();
            cluster.awaitServing(1);
            assertThat(container.isHealthy()).isTrue();
            CompletableFuture<Answer> stream = cluster.internal()
                    .begin(Door.LONG, "X-Stand-In-Duration", STREAM.toMillis() + "ms", "X-Stand-In-Items", "20");
            await().atMost(Cluster.DEADLINE)
                    .until(() -> cluster.admin()
                                    .node(cluster.nodes().get(0).nodeId())
                                    .orElseThrow()
                                    .path("in_flight")
                                    .asInt()
                            == 1);

            container.process().destroy();

            assertThat(cluster.internal().call().status())
                    .as("a lame duck serves")
                    .isEqualTo(200);
            assertThat(stream.get(Cluster.DEADLINE.toSeconds(), TimeUnit.SECONDS)
                            .status())
                    .isEqualTo(200);
            assertThat(container.exitCode()).isZero();
            assertThat(container.words())
                    .contains("Nginx ends its requests", "stopped")
                    .doesNotContain("are cut");
        }
    }

    @Test
    void aKilledControllerIsStartedAgainWhileNginxGoesOn() throws Exception {
        try (Cluster cluster = Cluster.in(folder);
                Container container = start(cluster)) {
            cluster.join();
            cluster.awaitServing(1);
            try (Traffic traffic = cluster.traffic()) {
                ProcessHandle killed = container.controller();
                killed.destroyForcibly();
                await().atMost(Cluster.DEADLINE)
                        .ignoreExceptions()
                        .until(() -> container.controller().pid() != killed.pid() && container.isHealthy());
                assertThat(traffic.end().reasons()).isEmpty();
            }
            cluster.awaitServing(1);
        }
    }

    @Test
    void withoutItsNginxTheContainerEnds() throws Exception {
        try (Cluster cluster = Cluster.in(folder);
                Container container = start(cluster)) {
            cluster.join();
            cluster.awaitServing(1);

            container.child("nginx").destroy();

            assertThat(container.exitCode()).isEqualTo(1);
            assertThat(container.words()).contains("Nginx ended by itself");
        }
    }

    private Container start(Cluster cluster) throws IOException {
        Path programs = Files.createDirectory(folder.resolve("bin"));
        Path pluginlb = Files.writeString(
                programs.resolve("pluginlb"),
                "#!/bin/sh\nexec " + ProcessHandle.current().info().command().orElse("java")
                        + " -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx192m -cp '"
                        + System.getProperty("java.class.path") + "' dev.pluginlb.Main \"$@\"\n");
        Files.setPosixFilePermissions(pluginlb, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path log = folder.resolve("container.log");
        ProcessBuilder builder = new ProcessBuilder(
                        List.of(SCRIPTS.resolve("entrypoint").toString()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        programs + ":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                        "PLUGINLB_CONFIG",
                        SettingsFile.write(folder, cluster.settings()).toString(),
                        "PLUGINLB_NGINX_DIR",
                        cluster.dir().toString(),
                        "PLUGINLB_ADMIN_LISTEN",
                        cluster.setting("admin.listen"),
                        "LAME_DUCK_SECONDS",
                        "2",
                        "DRAIN_SECONDS",
                        "60"));
        return new Container(builder.start(), log, cluster.setting("admin.listen"));
    }

    /** @param admin where the controller answers */
    private record Container(Process process, Path log, String admin) implements AutoCloseable {

        boolean isHealthy() throws Exception {
            ProcessBuilder check = new ProcessBuilder(
                            SCRIPTS.resolve("healthcheck").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            check.environment().put("PLUGINLB_ADMIN_LISTEN", admin);
            return check.start().waitFor() == 0;
        }

        ProcessHandle controller() {
            return child("java");
        }

        ProcessHandle child(String program) {
            return process.children()
                    .filter(child -> child.info().command().orElse("").endsWith("/" + program))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(program + " does not run: " + words()));
        }

        int exitCode() throws InterruptedException {
            if (!process.waitFor(Cluster.DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("it does not end: " + words());
            }
            return process.exitValue();
        }

        String words() {
            try {
                return Files.readString(log);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** As {@code docker stop}. */
        @Override
        public void close() {
            List<ProcessHandle> all = process.descendants().toList();
            process.destroy();
            try {
                if (!process.waitFor(Cluster.DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                    all.forEach(ProcessHandle::destroyForcibly);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
