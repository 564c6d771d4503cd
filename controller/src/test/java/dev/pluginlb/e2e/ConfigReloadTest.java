package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pluginlb.testing.Ports;
import dev.pluginlb.testing.SettingsFile;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The controller as a process of its own, whose configuration changes while it runs. */
class ConfigReloadTest {

    /** What is tried, without the tests' own settings of the log. */
    static final String CLASSES = Arrays.stream(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.endsWith("test-classes"))
            .collect(Collectors.joining(File.pathSeparator));

    @TempDir
    Path folder;

    @Test
    void aChangedFileIsPutIntoEffectWhileNginxServesOnAndASignalDoesNoHarm() {
        try (Cluster cluster = cluster().withLua().set("log.format", "json");
                ChildJvm controller = run(cluster)) {
            cluster.awaitServing(2);
            long reloads = cluster.admin().reloads();
            try (Traffic traffic = cluster.traffic()) {
                write(cluster.set("health.fall", "5").set("admin.token", "another-token"));
                await(() -> assertThat(config(cluster, "health.fall")).isEqualTo("5"));
                traffic.awaitMore(20);
                assertThat(traffic.end().reasons()).isEmpty();
            }
            cluster.awaitServing(2);
            assertThat(cluster.admin().reloads()).isEqualTo(reloads);
            assertThat(controller.log())
                    .contains("configuration in effect: health.fall: 3 -> 5; admin.token: ****** -> ******")
                    .doesNotContain("another-token")
                    .doesNotContain(Cluster.TOKEN);
            assertThat(cluster.terminal().type("reload").code()).isEqualTo(2);

            controller.hangUp();
            await(() -> assertThat(audited(controller, "signal HUP")).isEqualTo(List.of("asked", "in_effect")));
            assertThat(audited(controller, "file change")).isEqualTo(List.of("asked", "in_effect"));
            assertThat(words(cluster)).anyMatch(one -> one.startsWith("config reload asked for by signal HUP ["));

            write(cluster.set("nginx.read-timeout", "3000s"));
            await(() -> assertThat(cluster.admin().reloads()).isEqualTo(reloads + 1));
            cluster.awaitServing(2);
            assertThat(cluster.terminal().type("history").out()).contains("configuration: nginx.read-timeout");
        }
    }

    @Test
    void whatIsBadIsRefusedAsAWholeAndShownUntilAGoodOneComes() {
        try (Cluster cluster = cluster();
                ChildJvm controller = run(cluster)) {
            cluster.awaitServing(2);
            write(cluster.set("health.fall", "5").set("reload.burst", "many").set("health.rise", "0"));
            await(() -> assertThat(refused(cluster)).hasSize(2));

            assertThat(refused(cluster).get(0)).isEqualTo("health.rise: 0 (expected: a whole number, 1 to 1000)");
            assertThat(config(cluster, "health.fall")).isEqualTo("3");
            assertThat(cluster.terminal().type("status").code()).isEqualTo(1);
            assertThat(cluster.terminal().type("status").out())
                    .contains("NOT WELL: the changed configuration is refused and the former one kept: health.rise: 0")
                    .contains("- config: reload.burst: many");
            assertThat(controller.log()).containsOnlyOnce("ERROR Reconfiguration");

            write(cluster.set("reload.burst", "2").set("health.rise", "2"));
            await(() -> assertThat(config(cluster, "health.fall")).isEqualTo("5"));
            assertThat(refused(cluster)).isEmpty();
        }
    }

    @Test
    void whatCannotBeHadIsRefusedBeforeAnythingIsTouched() throws IOException {
        try (Cluster cluster = cluster();
                ChildJvm controller = run(cluster)) {
            cluster.awaitServing(2);
            String admin = cluster.setting("admin.listen");
            Door former = cluster.admin().door();
            write(cluster.set("admin.listen", "127.0.0.1:" + Ports.free()));
            await(() -> assertThat(refusedAt(former)).singleElement().asString().startsWith("needs a restart: admin."));

            cluster.set("admin.listen", admin);
            String internal = cluster.setting("nginx.internal-listen");
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                write(cluster.set("nginx.internal-listen", "127.0.0.1:" + taken.getLocalPort()));
                await(() -> assertThat(refused(cluster))
                        .singleElement()
                        .asString()
                        .startsWith("nginx.internal-listen: 127.0.0.1:" + taken.getLocalPort()));
            }
            assertThat(controller.log()).doesNotContain("wired anew");
            assertThat(new Door(internal).call().status()).isEqualTo(200);

            // The port is free now, and that is noticed.
            await(() -> assertThat(refused(cluster)).isEmpty());
            await(() -> assertThat(cluster.internal().call().status()).isEqualTo(200));
        }
    }

    @Test
    void aPasswordThatWasChangedInItsFileLeadsBackToRedis() throws IOException {
        try (Cluster cluster = cluster()) {
            Path password = Files.writeString(folder.resolve("redis.password"), "one\n");
            password(cluster, ">one");
            cluster.set("redis.username", "lb").set("redis.password-file", password.toString());
            try (ChildJvm controller = run(cluster)) {
                cluster.awaitServing(2);
                password(cluster, "resetpass", ">two");
                await(() -> assertThat(cluster.admin().freshness()).isEqualTo("last-known"));
                Path next = Files.writeString(folder.resolve("next.password"), "two\n");
                Files.move(next, password, java.nio.file.StandardCopyOption.ATOMIC_MOVE);

                await(() -> assertThat(cluster.admin().freshness()).isEqualTo("live"));
                assertThat(controller.log()).contains("redis.password: ****** -> ******");
                assertThat(cluster.admin().door().get("/metrics").body())
                        .as("what failed before is counted on")
                        .containsPattern("pluginlb_redis_failures_total\\{errand=\"read\"} [1-9]");
                cluster.awaitServing(2);
            }
        }
    }

    @Test
    void aPoolOverTcpMayBeAddedAndTakenAway() throws IOException {
        try (Cluster cluster = cluster();
                EchoServer member = EchoServer.on(Ports.free());
                ChildJvm controller = run(cluster)) {
            cluster.awaitServing(2);
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                pools(cluster, pool("127.0.0.1:" + taken.getLocalPort(), member));
                await(() -> assertThat(refused(cluster))
                        .singleElement()
                        .asString()
                        .startsWith("pool debug_servers: listen: 127.0.0.1:" + taken.getLocalPort()));
            }
            String listen = "127.0.0.1:" + Ports.free();
            pools(cluster, pool(listen, member));
            await(() -> {
                try (Session session = Session.open(listen)) {
                    assertThat(session.server()).hasValue(member.port());
                }
            });
            assertThat(controller.log()).contains("configuration in effect: pools: ");
            cluster.awaitServing(2);

            pools(cluster);
            await(() ->
                    assertThat(cluster.dir().resolve("nginx.conf")).content().doesNotContain("stream {"));
            cluster.awaitServing(2);
        }
    }

    @Test
    void theFormerSettingsGoOnWhereOthersCannotStart() throws IOException {
        try (Cluster cluster = cluster();
                ChildJvm controller = run(cluster)) {
            cluster.awaitServing(2);
            Path temp = cluster.dir().resolve("temp");
            Path aside = Files.move(temp, cluster.dir().resolve("aside"));
            Files.createFile(temp);
            Path inTheWay = Files.createFile(cluster.dir().resolve("temp.was-no-folder"));
            write(cluster.set("health.fall", "5"));
            await(() -> assertThat(controller.log()).contains("nobody controls Nginx, which goes on as it is"));
            assertThat(cluster.admin().status().path("live").asText()).isNotEmpty();
            assertThat(cluster.admin().status().path("wrong").toString()).contains("nobody controls Nginx");

            Files.delete(temp);
            Files.delete(inTheWay);
            Files.move(aside, temp);
            await(() -> assertThat(refused(cluster)).hasSize(1));
            assertThat(config(cluster, "health.fall")).isEqualTo("3");
            var reload = cluster.terminal().type("reload");
            assertThat(reload.code()).as(reload.out() + reload.err()).isZero();

            controller.hangUp();
            await(() -> assertThat(config(cluster, "health.fall")).isEqualTo("5"));
            // What has just started has not seen yet that all is as it should be.
            await(() -> {
                var status = cluster.terminal().type("status");
                assertThat(status.code()).as(status.out() + status.err()).isZero();
            });
        }
    }

    /** Two nodes, no controller yet; Nginx is not ours to end with a controller that is killed. */
    private Cluster cluster() {
        Cluster cluster = Cluster.in(folder).set("log.level", "info");
        cluster.join();
        cluster.join();
        return cluster;
    }

    private ChildJvm run(Cluster cluster) {
        Path config = write(cluster);
        return ChildJvm.run(folder, List.of("-cp", CLASSES), Map.of(), "run", "--config", config.toString());
    }

    private Path write(Cluster cluster) {
        return SettingsFile.write(folder, cluster.settings());
    }

    private void pools(Cluster cluster, Map<?, ?>... pools) {
        Map<String, Object> settings = new HashMap<>(cluster.settings());
        settings.put("pools", List.of(pools));
        SettingsFile.write(folder, settings);
    }

    private static Map<String, Object> pool(String listen, EchoServer member) {
        List<String> members = List.of("127.0.0.1:" + member.port());
        return Map.of("name", "debug_servers", "protocol", "tcp", "listen", listen, "members", members);
    }

    /** As an operator changes it, who ends the connections that still have the old one. */
    private static void password(Cluster cluster, String... rules) {
        List<String> all = new ArrayList<>(List.of("on", "~*", "&*", "+@all"));
        all.addAll(List.of(rules));
        cluster.redis().ask(jedis -> {
            jedis.aclSetUser("lb", all.toArray(String[]::new));
            return jedis.sendCommand(redis.clients.jedis.Protocol.Command.CLIENT, "KILL", "USER", "lb");
        });
    }

    private static String config(Cluster cluster, String key) {
        for (JsonNode row : cluster.admin().door().get("/api/v1/config").json().path("config")) {
            if (row.path("key").asText().equals(key)) {
                return row.path("value").asText();
            }
        }
        throw new AssertionError(key);
    }

    private static List<String> refused(Cluster cluster) {
        return refusedAt(cluster.admin().door());
    }

    private static List<String> refusedAt(Door admin) {
        return texts(admin.get("/api/v1/status").json().path("config_refused"));
    }

    private static List<String> words(Cluster cluster) {
        JsonNode events =
                cluster.admin().door().get("/api/v1/events?after=0").json().path("events");
        return events.findValuesAsText("words");
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    /** How what somebody asked for went, of a log in JSON, each line of which must be that. */
    private static List<String> audited(ChildJvm controller, String who) {
        return controller
                .log()
                .lines()
                .map(ConfigReloadTest::json)
                .filter(line -> line.path("logger").asText().equals("audit"))
                .filter(line -> line.path("who").asText().equals(who))
                .map(line -> line.path("outcome").asText())
                .toList();
    }

    private static JsonNode json(String line) {
        try {
            return new JsonMapper().readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await()
                .atMost(Cluster.DEADLINE)
                .ignoreException(UncheckedIOException.class)
                .untilAsserted(assertion);
    }
}
