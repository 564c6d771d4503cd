package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.demo.StandInDaemon;
import dev.pluginlb.nginx.LuaModule;
import dev.pluginlb.nginx.Nginx;
import dev.pluginlb.testing.Ports;
import dev.pluginlb.testing.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An Nginx that was there before pluginlb, with its own main file, its own site, and somebody who looks after it. */
class OwnNginxTest {

    /** As Debian ships it, but for the paths. */
    private static final String MAIN = """
            worker_processes auto;
            pid %1$s/nginx.pid;
            error_log %1$s/error.log;
            events {
                worker_connections 768;
            }
            http {
                sendfile on;
                tcp_nopush on;
                types_hash_max_size 2048;
                include /etc/nginx/mime.types;
                default_type application/octet-stream;
                access_log off;
                gzip on;
                include conf.d/*.conf;
                include sites-enabled/*;
            }
            """;

    @TempDir
    Path folder;

    @Test
    void itServesPluginDaemonsBesideItsOwnSiteThroughJoinsDeathsAndRestarts() throws IOException {
        Door site = new Door("127.0.0.1:" + Ports.free());
        try (Cluster cluster = Cluster.in(folder);
                NginxMaster own = install(cluster.dir(), site)) {
            own.start();
            cluster.set("nginx.config", own.config().toString())
                    .set("nginx.manage-process", "false")
                    .start(2);
            try (Traffic traffic = cluster.traffic()) {
                StandInDaemon third = cluster.join();
                traffic.awaitAnswerOf(third);
                cluster.leave(third);
                cluster.awaitNotInConfig(third);
                traffic.awaitMore(20);
                assertThat(traffic.end().reasons()).isEmpty();
            }
            assertThat(site.get("/").body()).isEqualTo("my own site");

            own.stop();
            own.start();
            await().atMost(Cluster.DEADLINE).until(() -> cluster.admin().isProven());
            assertThat(cluster.internal().call().status()).isEqualTo(200);
        }
    }

    @Test
    void itGoesOnWhenTheControllerStops() throws IOException {
        try (Cluster cluster = Cluster.in(folder);
                NginxMaster own = install(cluster.dir(), new Door("127.0.0.1:" + Ports.free()))) {
            own.start();
            cluster.set("nginx.config", own.config().toString())
                    .set("nginx.manage-process", "false")
                    .start(2);
            cluster.stopController();

            assertThat(own.processes()).isNotEmpty();
            assertThat(cluster.internal().call().status()).isEqualTo(200);
            assertThat(own.test().succeeded()).isTrue();
        }
    }

    /** It said that none is running, and what to start. */
    @Test
    void thatOnlyItsControlSocketIsGoneIsSaid() throws IOException {
        try (Cluster cluster = Cluster.in(folder);
                NginxMaster own = install(cluster.dir(), new Door("127.0.0.1:" + Ports.free()))) {
            own.start();
            cluster.set("nginx.config", own.config().toString())
                    .set("nginx.manage-process", "false")
                    .start(1);
            cluster.stopController();
            Path socket = cluster.dir().resolve("control/control.sock");
            Files.delete(socket);

            Path config = SettingsFile.write(folder, cluster.settings());
            assertThat(cluster.terminal().type("check --config " + config).out())
                    .contains("nginx: one runs with " + own.config()
                            + ", but nobody answers at its control listener unix:" + socket)
                    .doesNotContain("none is running", "Address already in use");
        }
    }

    /** What a site may name is there from the first release on only, and whether Nginx takes Lua is asked before that. */
    @Test
    void itsOwnLocationsSendToTheUpstreamFromTheFirstReleaseOnWithTheLuaDriver() throws IOException {
        Door site = new Door("127.0.0.1:" + Ports.free());
        try (Cluster cluster = Cluster.in(folder).withLua();
                NginxMaster own = install(cluster.dir(), site)) {
            Path etc = own.config().resolveSibling("");
            List<String> modules =
                    LuaModule.directives(new Nginx("nginx", Optional.empty(), own.config(), Duration.ofSeconds(30)));
            Files.writeString(own.config(), String.join("\n", modules) + "\n" + MAIN.formatted(etc));
            Files.writeString(
                    etc.resolve("sites-enabled/site"),
                    "server { listen %s; location / { proxy_pass http://dify_plugin_daemon_servers; } }\n"
                            .formatted(site.listen()));
            cluster.set("nginx.config", own.config().toString())
                    .set("nginx.manage-process", "false")
                    .join();
            cluster.startController();
            await().atMost(Cluster.DEADLINE)
                    .until(() -> Files.exists(cluster.dir().resolve("current/servers.conf")));
            own.start();

            cluster.awaitServing(1);
            assertThat(site.call().status()).isEqualTo(200);
        }
    }

    private NginxMaster install(Path pluginlb, Door site) throws IOException {
        Path etc = Files.createDirectories(folder.resolve("etc"));
        for (String child : List.of("conf.d", "sites-enabled")) {
            Files.createDirectories(etc.resolve(child));
        }
        Files.writeString(etc.resolve("conf.d/pluginlb.conf"), "include " + pluginlb + "/current/*.conf;\n");
        Files.writeString(
                etc.resolve("sites-enabled/site"),
                "server { listen %s; return 200 \"my own site\"; }\n".formatted(site.listen()));
        Path main = Files.writeString(etc.resolve("nginx.conf"), MAIN.formatted(etc));
        return new NginxMaster(etc, main, etc.resolve("nginx.pid"));
    }
}
