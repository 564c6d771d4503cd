package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.demo.StandInDaemon;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nginx with the Lua driver: changes need no reload, and each request is placed by what runs where. */
class LuaDriverTest {

    @TempDir
    Path folder;

    @Test
    void nodesComeAndGoWithoutAReload() {
        try (Cluster cluster = Cluster.in(folder).withLua().start(2)) {
            long reloads = cluster.admin().reloads();
            List<ProcessHandle> processes = cluster.nginx().processes();
            StandInDaemon third = cluster.join();
            cluster.awaitServing(3);

            assertThat(serving(cluster, 12)).hasSize(3);
            cluster.leave(third);
            cluster.awaitNotInConfig(third);
            assertThat(serving(cluster, 12)).hasSize(2);
            assertThat(cluster.admin().reloads()).isEqualTo(reloads);
            assertThat(cluster.nginx().processes()).isEqualTo(processes);
        }
    }

    /** Without knowing which, most of the first retries would lead from one that still installs it to another such. */
    @Test
    void whatOneNodeOfSixRunsIsFoundThere() {
        try (Cluster cluster = Cluster.in(folder).withLua().set("routing.policy", "round-robin")) {
            cluster.join().makeReady(Door.PLUGIN);
            for (int i = 0; i < 5; i++) {
                cluster.join().makeNotReady(Door.PLUGIN);
            }
            cluster.startController();
            cluster.awaitServing(6);
            StandInDaemon runner = cluster.nodes().get(0);
            String line = "runs " + Door.PLUGIN + " 127.0.0.1:" + runner.port() + "\n";
            await().atMost(Cluster.DEADLINE).until(() -> cluster.state().contains(line));
            cluster.awaitServing(6);

            assertThat(serving(cluster, 30)).containsExactly(runner.nodeId());
        }
    }

    /** Which nodes answer so many calls. */
    private static Set<String> serving(Cluster cluster, int calls) {
        return IntStream.range(0, calls)
                .mapToObj(i -> cluster.internal().call())
                .map(Answer::node)
                .collect(Collectors.toSet());
    }
}
