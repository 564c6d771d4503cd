package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.demo.RedisSite;
import dev.pluginlb.demo.StandInDaemon;
import dev.pluginlb.testing.RedisServer;
import dev.pluginlb.testing.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.resps.AccessControlLogEntry;
import redis.clients.jedis.util.SafeEncoder;

/** A whole controller as the Redis user that docs/operate.md says, word for word. */
class RedisUserTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "operate.md");
    private static final String USER = "pluginlb";

    /** What no short run needs: mending keys of a wrong kind, another database, collecting garbage. */
    private static final Set<String> RARE = Set.of("del", "select", "hkeys", "unsubscribe");

    @TempDir
    Path folder;

    @Test
    void theUserOfTheDocumentIsEnoughAndHasNothingThatIsNotUsed() throws IOException {
        try (RedisServer ofNodes = RedisServer.start(); // so that nobody but the controller uses the other one
                Cluster cluster = Cluster.in(folder)) {
            List<List<String>> lines = documented();
            allow(cluster, lines, "PASSWORD");
            StandInDaemon node =
                    cluster.join(options -> options.withRedis(RedisSite.of(ofNodes.host(), ofNodes.port())));
            copyRegistry(ofNodes, cluster.redis());
            cluster.redis().ask(jedis -> jedis.configResetStat());
            cluster.set("redis.username", USER)
                    .set("redis.password", "PASSWORD")
                    .startController();
            cluster.awaitServing(1);
            try (Traffic traffic = cluster.traffic()) {
                await().atMost(Cluster.DEADLINE)
                        .until(() -> cluster.admin().leads() && exists(cluster, "request:stats"));
                cluster.terminal().type("drain " + node.nodeId());
                cluster.terminal().type("undrain " + node.nodeId());
                await().atMost(Cluster.DEADLINE).until(() -> exists(cluster, "node:status"));
                await().atMost(Cluster.DEADLINE)
                        .untilAsserted(() -> assertThat(used(cluster)).containsAll(expected(lines)));
                assertThat(traffic.end().reasons()).isEmpty();
            }
            cluster.stopController();
            Path settings = SettingsFile.write(folder, cluster.settings());
            assertThat(cluster.terminal().type("check --config " + settings).out())
                    .contains("heartbeats:")
                    .doesNotContain("NOPERM");

            List<AccessControlLogEntry> denied = cluster.redis().ask(jedis -> jedis.aclLog());
            assertThat(denied)
                    .as("commands, keys and channels that were denied")
                    .isEmpty();
        }
    }

    @Test
    void aPasswordChangesWithoutARestartWhicheverSideIsFirst() throws IOException {
        try (Cluster cluster = Cluster.in(folder)) {
            List<List<String>> lines = documented();
            allow(cluster, lines, "PASSWORD");
            Path file = Files.writeString(folder.resolve("redis.password"), "PASSWORD");
            cluster.set("redis.username", USER)
                    .set("redis.password-file", file.toString())
                    .start(1);
            try (Traffic traffic = cluster.traffic()) {
                change(cluster, "PASSWORD", "second");
                Files.writeString(file, "second");
                awaitReading(cluster, "second");

                Files.writeString(file, "third");
                await().atMost(Cluster.DEADLINE)
                        .until(() -> cluster.admin().freshness().equals("last-known"));
                change(cluster, "second", "third");
                awaitReading(cluster, "third");
                assertThat(traffic.end().reasons()).isEmpty();
            }
        }
    }

    /** Connections are cut, as by a restart of Redis: open ones would outlive a change of the password. */
    private static void change(Cluster cluster, String former, String next) {
        cluster.redis().ask(jedis -> {
            jedis.aclSetUser(USER, ">" + next, "<" + former);
            return jedis.sendCommand(() -> SafeEncoder.encode("CLIENT"), "KILL", "USER", USER);
        });
    }

    private static void awaitReading(Cluster cluster, String password) {
        await().atMost(Cluster.DEADLINE).pollInterval(Duration.ofMillis(100)).untilAsserted(() -> {
            assertThat(cluster.admin().freshness()).isEqualTo("live");
            assertThat(subscribers(cluster))
                    .as("it listens again, with " + password)
                    .contains("user=" + USER);
        });
    }

    private static String subscribers(Cluster cluster) {
        return cluster.redis()
                .ask(jedis -> SafeEncoder.encode(
                        (byte[]) jedis.sendCommand(() -> SafeEncoder.encode("CLIENT"), "LIST", "TYPE", "pubsub")));
    }

    /** Its lines, each as the arguments of {@code ACL SETUSER}. */
    private static List<List<String>> documented() throws IOException {
        String text = Files.readString(DOCUMENT);
        return Pattern.compile("(?m)^ACL SETUSER " + USER + " (.*)$")
                .matcher(text)
                .results()
                .map(line -> List.of(line.group(1).split(" ")))
                .toList();
    }

    private static void allow(Cluster cluster, List<List<String>> lines, String password) {
        assertThat(lines).hasSizeGreaterThan(5);
        lines.forEach(line -> cluster.redis()
                .ask(jedis -> jedis.aclSetUser(
                        USER,
                        line.stream()
                                .map(word -> word.replace("PASSWORD", password))
                                .toArray(String[]::new))));
    }

    /** All commands but the rare ones and those of the last line, which only {@code check} needs. */
    private static Set<String> expected(List<List<String>> lines) {
        return lines.subList(0, lines.size() - 1).stream()
                .flatMap(List::stream)
                .filter(word -> word.startsWith("+"))
                .map(word -> word.substring(1))
                .filter(command -> !RARE.contains(command))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> used(Cluster cluster) {
        String stats = cluster.redis().ask(jedis -> jedis.info("commandstats"));
        return Arrays.stream(stats.split("\r?\n"))
                .filter(line -> line.startsWith("cmdstat_"))
                .map(line -> line.substring("cmdstat_".length(), line.indexOf(':')))
                .collect(Collectors.toSet());
    }

    private static void copyRegistry(RedisServer from, RedisServer to) {
        String registry = "plugin_daemon:cluster-nodes-status-hash-map";
        await().atMost(Cluster.DEADLINE).until(() -> from.ask(jedis -> jedis.hlen(registry)) > 0);
        to.ask(jedis -> jedis.hset(registry, from.ask(other -> other.hgetAll(registry))));
    }

    private static boolean exists(Cluster cluster, String key) {
        return cluster.redis().ask(jedis -> jedis.exists(key));
    }
}
