package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.e2e.Terminal.Ended;
import dev.pluginlb.testing.Ports;
import dev.pluginlb.testing.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TCP pools in an Nginx with a main file of the operator's own, which needs a stream block for them. */
class PoolsInOwnNginxTest {

    private static final String MAIN = """
            %3$s
            pid %1$s/nginx.pid;
            error_log %1$s/error.log;
            events {
            }
            http {
                access_log off;
                include %2$s/current/*.conf;
            }
            """;

    private static final Path STREAM_MODULE = Path.of("/usr/lib/nginx/modules/ngx_stream_module.so");

    @TempDir
    Path folder;

    private final String listen = "127.0.0.1:" + Ports.free();

    @Test
    void checkSaysWhichLineIsMissing() throws IOException {
        try (Cluster cluster = Cluster.in(folder);
                EchoServer member = EchoServer.on(Ports.free())) {
            cluster.set("nginx.config", main(cluster, "").toString()).set("nginx.manage-process", "false");
            Ended without = check(cluster, member);
            assertThat(without.code()).isEqualTo(1);
            assertThat(without.out() + without.err())
                    .contains(
                            "does not include our tcp pools",
                            "stream { include " + cluster.dir() + "/current/*.stream; }");

            main(cluster, streamBlock(cluster));
            Ended with = check(cluster, member);
            assertThat(with.out() + with.err())
                    .doesNotContain("does not include")
                    .contains("pool dify_plugin_debug_servers: 1 members, all answer", "nginx -t: accepts");
        }
    }

    @Test
    void whatCouldNotServeThePoolsIsRefusedAndWithTheLineItServes() throws IOException {
        try (Cluster cluster = Cluster.in(folder);
                EchoServer member = EchoServer.on(Ports.free())) {
            Path config = main(cluster, "");
            try (NginxMaster own =
                    new NginxMaster(config.resolveSibling(""), config, config.resolveSibling("nginx.pid"))) {
                own.start();
                cluster.set("nginx.config", config.toString())
                        .set("nginx.manage-process", "false")
                        .set("pools", pools(member))
                        .startController();
                await().atMost(Cluster.DEADLINE)
                        .until(() -> cluster.admin().results().contains("refused"));
                assertThat(cluster.admin().status().at("/last_outcome/words").asText())
                        .contains("current/*.stream;\" in its stream block");

                main(cluster, streamBlock(cluster));
                await().atMost(Cluster.DEADLINE).until(() -> cluster.admin().isProven());
                try (Session session = Session.open(listen)) {
                    assertThat(session.server()).isEqualTo(Optional.of(member.port()));
                }
            }
        }
    }

    private Ended check(Cluster cluster, EchoServer member) {
        Map<String, Object> settings = new HashMap<>(cluster.settings());
        settings.put(
                "pools",
                List.of(Map.of(
                        "name",
                        "dify_plugin_debug_servers",
                        "protocol",
                        "tcp",
                        "listen",
                        listen,
                        "members",
                        List.of("127.0.0.1:" + member.port()))));
        return cluster.terminal().type("check --config " + SettingsFile.write(folder, settings));
    }

    private String pools(EchoServer member) {
        return "[{name: dify_plugin_debug_servers, protocol: tcp, listen: \"" + listen + "\", members: [\"127.0.0.1:"
                + member.port() + "\"]}]";
    }

    private Path main(Cluster cluster, String stream) throws IOException {
        Path etc = Files.createDirectories(folder.resolve("etc"));
        String module = Files.exists(STREAM_MODULE) ? "load_module " + STREAM_MODULE + ";" : "";
        return Files.writeString(etc.resolve("nginx.conf"), MAIN.formatted(etc, cluster.dir(), module) + stream);
    }

    private static String streamBlock(Cluster cluster) {
        return "stream { include " + cluster.dir() + "/current/*.stream; }\n";
    }
}
