package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.Daemon;
import dev.pluginlb.Wired;
import dev.pluginlb.config.ConfigLoader;
import dev.pluginlb.config.ConfigSources;
import dev.pluginlb.config.PolicyRule;
import dev.pluginlb.demo.StandInDaemon;
import dev.pluginlb.policy.Policies;
import dev.pluginlb.testing.Ports;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoTierTest {

    private static final String TURNED_LONG = Door.TENANT + "/dispatch/rerank/invoke";
    private static final String LONG_ENDPOINT = "POST /plugin/:tenant_id/dispatch/rerank/invoke " + Door.PLUGIN;
    private static final int CALLS = 12;

    @TempDir
    Path folder;

    /** Nothing is learned of so few calls: on a slow machine the quick answers made the endpoint short while it was called. */
    @Test
    void shortCallsGoToTheMainNodeAndLongOnesToTheOthers() {
        try (Cluster cluster = cluster()
                .set("classification.window", "64")
                .set("classification.min-samples", "64")
                .start(3)) {
            cluster.redis().ask(jedis -> jedis.sadd("request:long_requests", LONG_ENDPOINT));
            await().atMost(Cluster.DEADLINE)
                    .until(() -> cluster.current("classes.conf").contains(LONG_ENDPOINT)
                            && cluster.admin().isProven());
            String main = agreedMain(cluster);

            assertThat(nodesOf(cluster, Door.SHORT)).containsOnly(main);
            assertThat(nodesOf(cluster, TURNED_LONG)).doesNotContain(main);
            assertThat(nodesOf(cluster, Door.LONG)).doesNotContain(main);
            assertThat(nodesOf(cluster, Door.LONG).stream().distinct()).hasSize(2);
        }
    }

    @Test
    void theMainNodeIsAgreedInRedisAndReplacedOnlyWhenItIsGone() {
        try (Cluster cluster = cluster().start(2)) {
            await().atMost(Cluster.DEADLINE).until(() -> !agreedMain(cluster).isEmpty());
            String main = agreedMain(cluster);
            cluster.join();
            cluster.join();
            cluster.awaitServing(4);
            assertThat(agreedMain(cluster)).isEqualTo(main);

            node(cluster, main).close();

            await().atMost(Cluster.DEADLINE).until(() -> !agreedMain(cluster).equals(main));
            await().atMost(Cluster.DEADLINE)
                    .until(() -> nodesOf(cluster, Door.SHORT).stream().allMatch(agreedMain(cluster)::equals));
        }
    }

    /** Two on one machine: the second has a folder, but no Nginx and no admin listener, of its own. */
    @Test
    void twoControllersWithEqualFrontsWantTheSameVersion() throws Exception {
        try (Cluster cluster = cluster()
                .set("nginx.control-listen", "127.0.0.1:" + Ports.free())
                .start(3)) {
            await().atMost(Cluster.DEADLINE).until(() -> !agreedMain(cluster).isEmpty());
            String main = agreedMain(cluster);
            try (Daemon second = second(cluster)) {
                awaitSameWanted(second, cluster);
                cluster.join();
                cluster.awaitServing(4);

                awaitSameWanted(second, cluster);
                assertThat(second.state().main().orElseThrow().id().value()).isEqualTo(main);
                assertThat(agreedMain(cluster)).isEqualTo(main);
            }
        }
    }

    private static void awaitSameWanted(Daemon one, Cluster other) {
        await().atMost(Cluster.DEADLINE)
                .until(() -> one.state()
                        .deployment()
                        .wanted()
                        .orElse("")
                        .equals(other.admin().wanted()));
    }

    private Cluster cluster() {
        return Cluster.in(folder).set("routing.policy", "two-tier");
    }

    private Daemon second(Cluster cluster) throws Exception {
        Map<String, String> settings = new HashMap<>(cluster.settings());
        settings.put("nginx.dir", folder.resolve("second").toString());
        settings.put("state-dir", folder.resolve("second-state").toString());
        settings.put("nginx.manage-process", "false");
        return Wired.daemon(new ConfigLoader(PolicyRule.oneOf(Policies.builtIn().names()))
                .load(ConfigSources.in(folder).withCommandLine(settings))
                .settings());
    }

    /** Empty while there is none. */
    private static String agreedMain(Cluster cluster) {
        return cluster.redis()
                .ask(jedis -> Optional.ofNullable(jedis.get("pluginlb:main")).orElse(""));
    }

    private static StandInDaemon node(Cluster cluster, String id) {
        return cluster.nodes().stream()
                .filter(node -> node.nodeId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> nodesOf(Cluster cluster, String path) {
        return IntStream.range(0, CALLS)
                .mapToObj(i -> cluster.internal().post(path, "X-Stand-In-Duration", "20ms", "X-Stand-In-Items", "1"))
                .map(Answer::node)
                .toList();
    }
}
