package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;

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

    /** Which nodes answer so many calls. */
    private static Set<String> serving(Cluster cluster, int calls) {
        return IntStream.range(0, calls)
                .mapToObj(i -> cluster.internal().call())
                .map(Answer::node)
                .collect(Collectors.toSet());
    }
}
