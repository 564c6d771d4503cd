package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.testing.Ports;
import dev.pluginlb.testing.RedisServer;
import dev.pluginlb.testing.SettingsFile;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code pluginlb check} finds, each brought about on a real Redis and real sockets. */
class CheckTest {

    private static final String HEARTBEATS = ":cluster-nodes-status-hash-map";

    private static RedisServer redis;

    @TempDir
    Path folder;

    private int internal = Ports.free();
    private int admin = Ports.free();
    private int feed = Ports.free();
    private String account = "";
    private String discovery = "";
    private String mainFile = "";

    @BeforeAll
    static void startRedis() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @BeforeEach
    void empty() {
        redis.flush();
    }

    @AfterEach
    void openAgain() {
        redis.restart();
    }

    @Test
    void aRedisThatAsksForAPasswordSaysWhereItIsSet() {
        redis.ask(jedis -> jedis.configSet("requirepass", "secret"));

        assertThat(check(3)).contains("NOAUTH", "redis.password-file");
        account = ", password: wrong";
        assertThat(check(3))
                .contains("WRONGPASS", "redis.username, redis.password")
                .doesNotContain("secret");
    }

    @Test
    void aUserWithoutRightsIsTold() {
        redis.ask(jedis -> jedis.aclSetUser("poor", "on", ">pw", "+ping", "+select", "+client"));
        account = ", username: poor, password: pw";

        assertThat(check(3)).contains("NOPERM", "ACL SETUSER");
    }

    @Test
    void nobodyThereIsTold() {
        redis.stop();

        assertThat(check(3)).contains("refused", "is Redis running?");
    }

    @Test
    void daemonsUnderAnotherPrefixAreNamed() {
        beat("stale", -500, "10.0.0.4");
        assertThat(check(0)).contains("there are daemons under: stale", "set redis.key-prefix to theirs");

        beat("plugin_daemon", -500, "10.0.0.5");
        beat("other", 0, "10.0.0.5");
        assertThat(check(2))
                .contains("no node beats in plugin_daemon" + HEARTBEATS + ", but daemons do under: other\n")
                .contains("set redis.key-prefix to theirs");
    }

    /** As the user of docs/operate.md, which may read the daemons' keys under their very names alone. */
    @Test
    void daemonsUnderAnotherPrefixAreNamedToAUserThatMayReadOnlyTheirs() {
        beat("other", 0, "10.0.0.5");
        redis.ask(jedis -> jedis.aclSetUser(
                "strict", "on", ">pw", "+@all", "~other:*", "~cluster:*", "~request:*", "~node:*", "~pluginlb:*"));
        account = ", username: strict, password: pw";

        assertThat(check(3)).contains("but daemons do under: other", "NOPERM");
    }

    @Test
    void noHeartbeatsAreTold() {
        assertThat(check(0)).contains("no node is registered in plugin_daemon" + HEARTBEATS, "REDIS_DB");
    }

    @Test
    void heartbeatsThatAreOnlyStaleOrOfTheFutureAreTold() {
        beat("plugin_daemon", -500, "127.0.0.1");
        assertThat(check(0)).containsPattern("the newest of 1 is 50[0-9] s old");

        beat("plugin_daemon", 500, "127.0.0.1");
        assertThat(check(0)).containsPattern("the newest is (?:49|50)[0-9] s in the future");
    }

    @Test
    void anAddressInsideDockerIsExplained() {
        beat("plugin_daemon", 0, "172.31.254.253");

        assertThat(check(0)).contains("172.16.0.0/12 is what Docker gives", "discovery.addresses.exclude");
    }

    @Test
    void whyANodeDoesNotAnswerDecidesWhatIsAdvised() throws IOException {
        beat("plugin_daemon", 0, "127.0.0.1");
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            discovery = "static: [{id: gone, address: \"no-such-host.invalid:5002\"},"
                    + " {id: mute, address: \"127.0.0.1:" + silent.getLocalPort() + "\"}]";

            assertThat(check(0))
                    .contains("nothing listens there")
                    .contains("node no-such-host.invalid: is not found by the name service")
                    .contains("curl -m 3 http://127.0.0.1:" + silent.getLocalPort() + "/health/check");
        }
    }

    @Test
    void findingsStandByPartAndASummaryComesLast() throws IOException {
        beat("plugin_daemon", 0, "127.0.0.1");
        assertThat(check(0))
                .containsSubsequence("config\nok", "Redis\nok", "nodes\nwarn", "Nginx\nok")
                .containsPattern("\n\nREADY, with warnings: of [0-9]+ findings 0 failed, [0-9] warn\n$");

        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            internal = taken.getLocalPort();
            assertThat(check(1)).containsPattern("\n\nNOT READY: of [0-9]+ findings [12] failed, [0-9] warn\n$");
        }
    }

    @Test
    void aTakenPortNamesTheProcessThatHasIt() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            internal = taken.getLocalPort();

            assertThat(check(1))
                    .contains("nginx.internal-listen: 127.0.0.1:" + internal)
                    .contains("(pid " + ProcessHandle.current().pid() + ")");
        }
    }

    @Test
    void whoHasThePortOfTheFeedIsNamed() throws IOException {
        try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            feed = taken.getLocalPort();

            assertThat(check(1))
                    .contains("stats.listen: 127.0.0.1:" + feed + " is taken (UDP)")
                    .contains("(pid " + ProcessHandle.current().pid() + ")");
        }
    }

    @Test
    void anAdminApiThatCouldNotListenIsSaidBeforeItIsStarted() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            admin = taken.getLocalPort();

            assertThat(check(1))
                    .contains("FAIL  admin.listen: 127.0.0.1:" + admin)
                    .contains("(pid " + ProcessHandle.current().pid() + ")");
        }
    }

    /** It was READY, since nothing was looked at beside an Nginx that runs; {@code status} was not well. */
    @Test
    void whoKeepsARunningControllerFromTheFeedIsNamed() throws IOException {
        try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                Cluster cluster = Cluster.in(folder).set("stats.listen", "127.0.0.1:" + taken.getLocalPort());
                ChildJvm controller = cluster.runController()) {
            cluster.join();
            cluster.awaitServing(1);

            assertThat(checkOf(cluster))
                    .contains("ok    nginx: one is running with our config")
                    .contains("FAIL  stats.listen: 127.0.0.1:" + taken.getLocalPort() + " is taken (UDP)")
                    .contains("ok    admin.listen: " + cluster.setting("admin.listen")
                            + " is of the pluginlb that runs with these settings (pid "
                            + controller.process().pid() + ")");
        }
    }

    @Test
    void whatAControllerThatRunsListensOnIsNoFault() {
        try (Cluster cluster = Cluster.in(folder).start(1)) {
            assertThat(checkOf(cluster))
                    .contains(
                            "ok    stats.listen: " + cluster.setting("stats.listen") + " is of the pluginlb that runs")
                    .doesNotContain("FAIL");
        }
    }

    @Test
    void anNginxWithFewConnectionsIsTold() throws IOException {
        Path own = folder.resolve("own.conf");
        mainFile = ", config: " + own;
        String http = "http { include " + folder.resolve("nginx/current") + "/*.conf; }";
        Files.writeString(own, "events { worker_connections 768; }\n" + http);

        assertThat(check(0)).contains("a worker forwards 384 requests at once", "set worker_connections 16384");
        Files.writeString(own, "events { worker_connections 16384; }\n" + http);
        assertThat(check(0)).doesNotContain("worker_connections");
    }

    @Test
    void filesWithSecretsThatEverybodyCanReadAreToldWithTheMend() throws IOException {
        Path password = Files.writeString(folder.resolve("redis.password"), "secret\n");
        Path token = Files.writeString(
                Files.createDirectories(folder.resolve("state")).resolve("admin.token"), "a token\n");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw----r--"));
        redis.ask(jedis -> jedis.configSet("requirepass", "secret"));
        account = ", password-file: " + password;

        assertThat(check(0))
                .contains("redis.password-file: " + password + " can be read by everybody", "chmod o= " + password)
                .contains("admin.token-file: " + token + " can be read by everybody");

        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r-----"));
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
        assertThat(check(0)).doesNotContain("can be read by everybody");
    }

    private String check(int code) {
        try {
            Files.writeString(
                    folder.resolve("pluginlb.yaml"),
                    "redis: {port: %d%s}\nnginx: {driver: reload%s, dir: %s, internal-listen: 127.0.0.1:%d, public-listen: 127.0.0.1:%d}\n"
                                    .formatted(
                                            redis.port(),
                                            account,
                                            mainFile,
                                            folder.resolve("nginx"),
                                            internal,
                                            Ports.free())
                            + "discovery: {" + discovery + "}\n"
                            + "stats: {listen: 127.0.0.1:" + feed + "}\nadmin: {listen: 127.0.0.1:" + admin
                            + "}\nstate-dir: " + folder.resolve("state")
                            + "\n");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        Terminal.Ended ended = new Terminal(folder, Map.of()).type("check");
        assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(code);
        return ended.out();
    }

    private static String checkOf(Cluster cluster) {
        String config = SettingsFile.write(cluster.folder(), cluster.settings()).toString();
        return cluster.terminal().type("check --config " + config).out();
    }

    private void beat(String prefix, long seconds, String ip) {
        String json = "{\"ips\":[{\"ip\":\"%s\",\"port\":9}],\"last_ping_at\":%d}"
                .formatted(ip, Instant.now().getEpochSecond() + seconds);
        redis.ask(jedis -> jedis.hset(prefix + HEARTBEATS, "n1", json));
    }
}
