package dev.pluginlb.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.demo.StandInDaemon;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The seed's rule for two nodes, to the letter: where a long request goes depends on what runs where at that moment. */
class TwoTierLiveTest {

    private static final String UNREADY = "langgenius/unready";

    @TempDir
    Path folder;

    Cluster cluster;
    StandInDaemon main;
    StandInDaemon other;

    @BeforeEach
    void start() {
        cluster = Cluster.in(folder).withLua().set("routing.policy", "two-tier").start(2);
        await().atMost(Cluster.DEADLINE).until(() -> agreedMain().isPresent());
        main = cluster.nodes().stream()
                .filter(node -> agreedMain().filter(node.nodeId()::equals).isPresent())
                .findFirst()
                .orElseThrow();
        other = cluster.nodes().stream()
                .filter(node -> node != main)
                .findFirst()
                .orElseThrow();
        String word = "main 127.0.0.1:" + main.port() + "\n";
        await().atMost(Cluster.DEADLINE)
                .until(() -> cluster.state().contains(word) && cluster.admin().isProven());
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    @Test
    void shortOnesGoToTheMainNode() {
        occupy(main, Door.SHORT, Door.PLUGIN);

        assertThat(cluster.internal().call().node()).isEqualTo(main.nodeId());
    }

    @Test
    void aLongOneGoesToTheOtherNodeIfThatIsIdle() {
        assertThat(nodeOfLong()).isEqualTo(other.nodeId());
    }

    @Test
    void aLongOneGoesToTheOtherNodeIfThatIsBusyWithLongOnes() {
        occupy(other, Door.LONG, Door.PLUGIN);

        assertThat(nodeOfLong()).isEqualTo(other.nodeId());
    }

    @Test
    void aLongOneGoesToTheMainNodeIfTheOtherIsBusyOtherwiseAndTheMainNodeIsIdle() {
        occupyOtherWithShort();

        assertThat(nodeOfLong()).isEqualTo(main.nodeId());
    }

    @Test
    void aLongOneGoesToTheOtherNodeIfBothAreBusy() {
        occupyOtherWithShort();
        occupy(main, Door.SHORT, Door.PLUGIN);

        assertThat(nodeOfLong()).isEqualTo(other.nodeId());
    }

    /** A short one that the main node has not installed yet goes on to the other. */
    private void occupyOtherWithShort() {
        main.makeNotReady(UNREADY);
        occupy(other, Door.SHORT, UNREADY);
    }

    /** Begins a call that takes longer than the test. */
    private void occupy(StandInDaemon node, String path, String plugin) {
        int before = node.executions().size();
        CompletableFuture<Answer> call = cluster.internal()
                .begin(path, "X-Stand-In-Duration", "25s", "X-Stand-In-Items", "1", "X-Plugin-ID", plugin);
        await().atMost(Cluster.DEADLINE).until(() -> node.executions().size() > before);
        assertThat(call).isNotDone();
    }

    private String nodeOfLong() {
        return cluster.internal()
                .post(Door.LONG, "X-Stand-In-Duration", "20ms", "X-Stand-In-Items", "1")
                .node();
    }

    private Optional<String> agreedMain() {
        return cluster.redis().ask(jedis -> Optional.ofNullable(jedis.get("pluginlb:main")));
    }
}
