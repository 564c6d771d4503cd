package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.e2e.Terminal.Ended;
import dev.pluginlb.testing.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configs that {@code nginx -t} and {@code nginx -s reload} both accept, and that do not go live all the same. */
class NotLiveTest {

    private static final String ZONE = "limit_req_zone %s zone=calls:1m rate=10000r/s;\n";

    @TempDir
    Path folder;

    @Test
    void aListenerWhosePortIsTakenIsReportedAndGoesLiveByItselfOnceThePortIsFree() throws IOException {
        Overrides overrides = Overrides.in(folder.resolve("templates"));
        try (Cluster cluster = cluster(overrides)) {
            int port = Ports.free();
            ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
            try (taken) {
                overrides.append("servers.conf.ftl", "server { listen 127.0.0.1:" + port + "; return 204; }\n");
                assertNotLiveButServing(cluster, cluster.terminal().type("reload"));
            }
            awaitLive(cluster);

            assertThat(new Door("127.0.0.1:" + port).get("/").status()).isEqualTo(204);
        }
    }

    @Test
    void aZoneWhoseKeyChangedIsReportedAndGoesLiveByItselfOnceNginxWasRestarted() throws IOException {
        Overrides overrides = Overrides.in(folder.resolve("templates"));
        overrides.append("classes.conf.ftl", ZONE.formatted("$binary_remote_addr"));
        try (Cluster cluster = cluster(overrides)) {
            overrides.append("classes.conf.ftl", ZONE.formatted("$server_name"));
            assertNotLiveButServing(cluster, cluster.terminal().type("reload"));

            cluster.nginx().stop();
            awaitLive(cluster);

            assertThat(cluster.current("classes.conf")).contains("$server_name");
            assertThat(cluster.internal().call().status()).isEqualTo(200);
        }
    }

    /** It was made anew only where it was gone; of a damaged one each attempt failed, for ever. */
    @Test
    void aMainFileOfOursThatSomebodyHasDamagedIsMadeAnew() throws IOException {
        try (Cluster cluster = Cluster.in(folder).start(2)) {
            Path main = cluster.dir().resolve("nginx.conf");
            String right = Files.readString(main);
            Files.writeString(main, "junk; }\n");

            await().atMost(Cluster.DEADLINE)
                    .until(() -> Files.readString(main).equals(right)
                            && cluster.admin().isProven());
            assertThat(cluster.nginx().test().succeeded()).isTrue();
            assertThat(cluster.internal().call().status()).isEqualTo(200);
        }
    }

    /** The orphans held the ports, and a removed socket never came again: the controller stood before an Nginx that heard nothing. */
    @Test
    void anNginxThatCanBeToldNothingIsMendedByItself() throws IOException {
        try (Cluster cluster = Cluster.in(folder).start(2)) {
            List<ProcessHandle> before = cluster.nginx().processes();
            before.get(0).destroyForcibly();
            await().atMost(Cluster.DEADLINE).until(() -> {
                List<ProcessHandle> now = cluster.nginx().processes();
                return !now.isEmpty() && now.stream().noneMatch(before::contains);
            });
            await().atMost(Cluster.DEADLINE).until(() -> cluster.admin().isProven());
            assertThat(cluster.internal().call().status()).isEqualTo(200);

            Path socket = cluster.dir().resolve("control/control.sock");
            Files.delete(socket);
            await().atMost(Cluster.DEADLINE)
                    .until(() -> Files.exists(socket) && cluster.admin().isProven());
            assertThat(cluster.terminal().type("reload").code()).isZero();
        }
    }

    /** No socket could be made where there was no folder for it, not even after the file in its place was gone. */
    @Test
    void whatHasTheNameOfOneOfOurFoldersStaysBesideIt() throws IOException {
        try (Cluster cluster = Cluster.in(folder).start(2)) {
            for (String name : List.of("releases", "control")) {
                Path ours = cluster.dir().resolve(name);
                Files.move(ours, folder.resolve(name));
                Files.writeString(ours, "a file");
                await().atMost(Cluster.DEADLINE)
                        .until(() -> Files.isDirectory(ours) && cluster.admin().isProven());
                assertThat(cluster.dir().resolve(name + ".was-no-folder")).hasContent("a file");
            }
            assertThat(cluster.terminal().type("reload").code()).isZero();
            assertThat(cluster.internal().call().status()).isEqualTo(200);
        }
    }

    private Cluster cluster(Overrides overrides) {
        return Cluster.in(folder)
                .set("nginx.templates", overrides.folder().toString())
                .set("reload.confirm-timeout", "3s")
                .start(2);
    }

    private static void assertNotLiveButServing(Cluster cluster, Ended reload) {
        assertThat(reload.code()).isEqualTo(1);
        assertThat(reload.err()).contains("not live").contains("keeps serving");
        assertThat(cluster.admin().results()).contains("not_live");
        assertThat(cluster.admin().status().path("last_outcome").path("result").asText())
                .isEqualTo("not_live");
        assertThat(cluster.admin().live()).isNotEqualTo(cluster.admin().wanted());
        awaitPutBack(cluster);
        assertThat(cluster.terminal().type("status").out()).contains("NOT WELL");
        assertThat(cluster.internal().call().status()).isEqualTo(200);
    }

    /** Each further attempt switches the link for a while. */
    private static void awaitPutBack(Cluster cluster) {
        await().atMost(Cluster.DEADLINE)
                .untilAsserted(
                        () -> assertThat(Files.readSymbolicLink(cluster.dir().resolve("current")))
                                .hasFileName(cluster.admin().live()));
    }

    private static void awaitLive(Cluster cluster) {
        await().atMost(Cluster.DEADLINE).until(() -> cluster.admin().isProven());
        assertThat(cluster.admin().live()).isEqualTo(cluster.admin().wanted());
    }
}
