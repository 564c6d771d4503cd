package dev.pluginlb.render;

import static dev.pluginlb.testing.Caller.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.plan.Classes;
import dev.pluginlb.plan.RoutingPlan;
import dev.pluginlb.testing.Caller;
import dev.pluginlb.testing.Caller.Call;
import dev.pluginlb.testing.FeedSink;
import dev.pluginlb.testing.GivenCluster;
import dev.pluginlb.testing.GivenFront;
import dev.pluginlb.testing.GivenPlan;
import dev.pluginlb.testing.LuaNginx;
import dev.pluginlb.testing.NginxProcess;
import dev.pluginlb.testing.ScriptedNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A stock Nginx where long requests wait while too many of them run: one may, on a node of two slots. */
abstract class OnAHoldingNginx {

    /** Three waits of 0.5, 1 and 2 s. */
    static final Duration THRESHOLD = Duration.ofMillis(1500);

    /** No wait ends within the test. */
    static final Duration FOR_EVER = Duration.ofHours(1);

    @TempDir
    Path folder;

    FeedSink feed;
    ScriptedNode node;
    NginxProcess nginx;
    Front front;

    @BeforeEach
    void prepare() throws IOException {
        // Nginx's workers run under another name when we are root.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        feed = FeedSink.start();
        node = ScriptedNode.start();
        nginx = NginxProcess.in(folder);
        // It tells of each wait then.
        String main = Files.readString(nginx.main());
        Files.writeString(nginx.main(), main.replace("error_log error.log error;", "error_log error.log info;"));
        front = nginx.front();
    }

    @AfterEach
    void end() {
        node.close();
        nginx.close();
        feed.close();
    }

    void start(Duration threshold) {
        start(threshold, plan(node));
    }

    void start(Duration threshold, RoutingPlan plan) {
        front = GivenFront.withFeed(nginx.front(), feed.address(), threshold);
        nginx.put(rendered(plan));
        nginx.start();
    }

    RenderedConfig rendered(RoutingPlan plan) {
        return new Renderer(front, Optional.empty()).render(plan);
    }

    static RoutingPlan plan(ScriptedNode... nodes) {
        return GivenPlan.adaptive(2, cluster(nodes), Classes.NONE);
    }

    static GivenCluster cluster(ScriptedNode... nodes) {
        GivenCluster cluster = GivenCluster.up(0);
        for (ScriptedNode node : nodes) {
            cluster = cluster.with("node-" + node.address(), Address.parse(node.address()));
        }
        return cluster;
    }

    Caller internal() {
        return new Caller(nginx.front().internalListen());
    }

    Call begin(String name) {
        return internal().begin("POST", LONG, "X-Name", name, "X-Do", "stay");
    }

    /** It waits for nobody, and has come to the node. */
    Call firstRuns() {
        Call first = begin("first");
        awaitSeen("first");
        return first;
    }

    void reload() {
        assertThat(nginx.nginx().reload().succeeded()).isTrue();
    }

    void awaitSeen(String... names) {
        await().atMost(LuaNginx.DEADLINE).until(() -> node.seen().equals(List.of(names)));
    }

    /** Until so many waits have begun, of which each request has up to three. */
    void awaitWaits(int count) {
        await().atMost(LuaNginx.DEADLINE)
                .until(() -> nginx.log()
                                .lines()
                                .filter(line -> line.contains("delaying unauthorized request"))
                                .count()
                        >= count);
    }

    void awaitEnds(int count) {
        await().atMost(LuaNginx.DEADLINE).until(() -> feed.ends().size() >= count);
        assertThat(feed.ends()).hasSize(count);
    }
}
