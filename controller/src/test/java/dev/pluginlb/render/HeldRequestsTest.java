package dev.pluginlb.render;

import static dev.pluginlb.testing.Caller.HOOK;
import static dev.pluginlb.testing.Caller.LONG;
import static dev.pluginlb.testing.Caller.SHORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.accesslog.FeedLine;
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
import dev.pluginlb.traffic.FinishedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long requests wait in stock Nginx while too many of them run; here one may, on a node of two slots. */
class HeldRequestsTest {

    /** Three waits of 0.5, 1 and 2 s. */
    private static final Duration THRESHOLD = Duration.ofMillis(1500);

    /** No wait ends within the test. */
    private static final Duration FOR_EVER = Duration.ofHours(1);

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

    @Test
    void oneThatWaitsGoesOnWhenAnotherHasEnded() {
        start(THRESHOLD);
        Call first = begin("first");
        awaitSeen("first");
        Call second = begin("second");
        awaitWaits(1);
        assertThat(node.seen()).containsExactly("first");

        node.release(1);
        assertThat(first.reply().status()).isEqualTo(200);
        awaitSeen("first", "second");
        node.releaseAll();
        assertThat(second.reply()).isEqualTo(new Caller.Reply(200, node.address()));
    }

    @Test
    void oneThatHasWaitedLongEnoughGoesOnThoughNoneHasEnded() {
        start(THRESHOLD);
        Call first = begin("first");
        awaitSeen("first");
        Call second = begin("second");
        awaitSeen("first", "second");

        assertThat(node.inside()).isEqualTo(2);
        node.releaseAll();
        assertThat(first.reply().status()).isEqualTo(200);
        assertThat(second.reply().status()).isEqualTo(200);
    }

    @Test
    void shortOnesNeverWait() {
        start(FOR_EVER);
        Call first = begin("first");
        awaitSeen("first");
        Call waiting = begin("waiting");
        awaitWaits(1);

        for (int i = 0; i < 10; i++) {
            assertThat(internal().call("POST", SHORT).status()).isEqualTo(200);
        }
        assertThat(node.seen()).hasSize(11).doesNotContain("waiting");
        waiting.leave();
        node.releaseAll();
        assertThat(first.reply().status()).isEqualTo(200);
    }

    @Test
    void whoseClientIsGoneNeverReachesANode() {
        start(FOR_EVER);
        Call first = begin("first");
        awaitSeen("first");
        Call gone = begin("gone");
        awaitWaits(1);
        gone.leave();
        awaitEnds(1);

        FinishedRequest end = FeedLine.parse(feed.ends().get(0));
        assertThat(end.status()).isEqualTo(499);
        assertThat(end.tries()).isEmpty();
        node.releaseAll();
        assertThat(first.reply().status()).isEqualTo(200);
        assertThat(node.seen()).containsExactly("first");
    }

    @Test
    void whoLeavesWhileItIsServedIsLetGoByTheNodeToo() {
        start(THRESHOLD);
        Call first = begin("first");
        awaitSeen("first");
        Call second = internal().begin("POST", LONG, "X-Name", "second", "X-Do", "stream");
        second.awaitBegin().leave();

        awaitEnds(1);
        FinishedRequest left = FeedLine.parse(feed.ends().get(0));
        assertThat(left.took()).isGreaterThan(Duration.ZERO);
        assertThat(left.tries()).extracting(FinishedRequest.Try::address).containsExactly(node.address());
        node.releaseAll();
        assertThat(first.reply().status()).isEqualTo(200);
    }

    @Test
    void aNodeSeesNoDifference() {
        start(THRESHOLD);
        for (Supplier<Call> request : requests()) {
            Call alone = request.get();
            node.release(1);
            assertThat(alone.reply().status()).isEqualTo(200);
        }
        List<Set<String>> usual = heads();
        Call first = begin("first");
        await().atMost(LuaNginx.DEADLINE).until(() -> node.inside() == 1);
        List<Call> held = requests().stream().map(Supplier::get).toList();
        await().atMost(LuaNginx.DEADLINE).until(() -> node.inside() == 1 + held.size());
        node.releaseAll();
        held.forEach(call -> assertThat(call.reply().status()).isEqualTo(200));
        assertThat(first.reply().status()).isEqualTo(200);

        assertThat(heads().stream().skip(usual.size())).containsExactlyInAnyOrderElementsOf(usual);
        assertThat(node.bodies()).filteredOn(length -> length > 0).containsExactlyInAnyOrder(2, 2, 100_000, 100_000);
    }

    /** Without those of the request that the others wait for, and what a client sent under names that are ours. */
    private List<Set<String>> heads() {
        return node.heads().stream()
                .filter(head -> !head.contains("X-Name: first"))
                .map(head ->
                        head.stream().filter(line -> !line.endsWith(": forged")).collect(Collectors.toSet()))
                .toList();
    }

    /** One of each kind, all of them long. */
    private List<Supplier<Call>> requests() {
        Caller open = new Caller(nginx.front().publicListen());
        String[] forged = {
            "X-Do", "stay",
            "X-Forwarded-For", "10.9.9.9",
            "X-Forwarded-Proto", "https",
            "Dify-Hook-Url", "https://outside/e/hook",
            "X-Pluginlb-Request", "forged",
            "X-Pluginlb-Next", "forged"
        };
        return List.of(
                () -> internal().send("POST", LONG + "?x=%26", "x".repeat(100_000), forged),
                () -> internal().begin("PUT", HOOK + "/a%20b%2Fc", forged),
                () -> internal().send("POST", "/plugin/t/management/install/upload/package", "{}", forged),
                () -> open.begin("POST", HOOK + "//a/../b?y=1", forged));
    }

    @Test
    void theFeedTellsOfEachOnceWithItsNode() {
        start(THRESHOLD);
        Call first = begin("first");
        awaitSeen("first");
        Call second = begin("second");
        awaitSeen("first", "second");
        await().atMost(LuaNginx.DEADLINE).until(() -> feed.starts().size() == 2);
        node.releaseAll();
        assertThat(first.reply().status()).isEqualTo(200);
        assertThat(second.reply().status()).isEqualTo(200);
        awaitEnds(2);

        List<FinishedRequest> ends = feed.ends().stream().map(FeedLine::parse).toList();
        assertThat(ends).allSatisfy(end -> {
            assertThat(end.status()).isEqualTo(200);
            assertThat(end.weight()).isEqualTo(1);
            assertThat(end.requestClass()).isEqualTo("long");
            assertThat(end.tries()).hasSize(1);
            assertThat(end.lastTry().map(FinishedRequest.Try::address)).contains(node.address());
        });
        assertThat(feed.starts().stream().map(line -> line.split("\t", -1)[1]))
                .containsExactlyInAnyOrderElementsOf(
                        ends.stream().map(FinishedRequest::id).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"598", "597", "404", "500", "502", "504", "drop", "cut", "elsewhere"})
    void whatANodeAnswersIsToldAsWithoutAWaitAndRunsOnce(String what) {
        start(Duration.ofMillis(300));
        for (String path : List.of(LONG, HOOK)) {
            Caller.Reply usual = call(path, "usual", what);
            Call first = begin("first");
            await().atMost(LuaNginx.DEADLINE).until(() -> node.inside() == 1);

            assertThat(call(path, "held", what)).isEqualTo(usual);
            node.release(1);
            assertThat(first.reply().status()).isEqualTo(200);
        }
        assertThat(node.seen()).filteredOn("held"::equals).hasSize(2);
    }

    @Test
    void thePluginThatIsStillBeingInstalledIsAskedForAtAnotherNode() {
        try (ScriptedNode other = ScriptedNode.start()) {
            start(Duration.ofMillis(300), plan(node, other));
            List<Call> running =
                    Stream.generate(() -> begin("running")).limit(3).toList();
            await().atMost(LuaNginx.DEADLINE).until(() -> node.inside() + other.inside() == 3);
            node.usually("404");
            other.usually("404");

            assertThat(internal().call("POST", LONG, "X-Name", "asked").status())
                    .isEqualTo(404);
            assertThat(node.seen()).filteredOn("asked"::equals).hasSize(1);
            assertThat(other.seen()).filteredOn("asked"::equals).hasSize(1);
            node.releaseAll();
            other.releaseAll();
            running.forEach(call -> assertThat(call.reply().status()).isEqualTo(200));
        }
    }

    @Test
    void theErrorIsInTheDaemonsWordsWhenNoNodeCanBeReached() {
        start(Duration.ofMillis(300));
        Call first = begin("first");
        awaitSeen("first");
        Call second = begin("second");
        node.refuse();

        assertThat(second.reply().body()).contains("no plugin daemon node reachable");
        first.leave();
    }

    @Test
    void aReloadLosesNoneThatWaitsOrStreams() {
        start(THRESHOLD);
        Call first = begin("first");
        awaitSeen("first");
        Call streaming = internal().begin("POST", LONG, "X-Name", "streaming", "X-Do", "stream");
        awaitSeen("first", "streaming");
        List<Call> waiting = Stream.generate(() -> begin("waiting")).limit(5).toList();
        awaitWaits(6);
        reload();

        await().atMost(LuaNginx.DEADLINE).until(() -> node.inside() == 7);
        node.releaseAll();
        Stream.concat(waiting.stream(), Stream.of(first, streaming))
                .forEach(call -> assertThat(call.reply().status()).isEqualTo(200));
        assertThat(node.seen()).hasSize(7);
    }

    /** What waits in an old worker then finds nobody at the listeners that it is to go through. */
    @Test
    void norDoesOneThatEndsTheWaiting() {
        start(THRESHOLD);
        Call first = begin("first");
        awaitSeen("first");
        List<Call> waiting = Stream.generate(() -> begin("waiting")).limit(5).toList();
        awaitWaits(5);
        apply(GivenPlan.of("least-conn", cluster(node), Classes.NONE));

        await().atMost(LuaNginx.DEADLINE).until(() -> node.inside() == 6);
        node.releaseAll();
        Stream.concat(waiting.stream(), Stream.of(first))
                .forEach(call -> assertThat(call.reply().status()).isEqualTo(200));
        awaitEnds(6);
        assertThat(feed.ends().stream().map(FeedLine::parse))
                .allSatisfy(end -> assertThat(end.lastTry().map(FinishedRequest.Try::address))
                        .contains(node.address()));
    }

    private void start(Duration threshold) {
        start(threshold, plan(node));
    }

    private void start(Duration threshold, RoutingPlan plan) {
        front = GivenFront.withFeed(nginx.front(), feed.address(), threshold);
        nginx.put(rendered(plan));
        nginx.start();
    }

    private RenderedConfig rendered(RoutingPlan plan) {
        return new Renderer(front, Optional.empty()).render(plan);
    }

    private static RoutingPlan plan(ScriptedNode... nodes) {
        return GivenPlan.adaptive(2, cluster(nodes), Classes.NONE);
    }

    private static GivenCluster cluster(ScriptedNode... nodes) {
        GivenCluster cluster = GivenCluster.up(0);
        for (ScriptedNode node : nodes) {
            cluster = cluster.with("node-" + node.address(), Address.parse(node.address()));
        }
        return cluster;
    }

    private Caller internal() {
        return new Caller(nginx.front().internalListen());
    }

    private Call begin(String name) {
        return internal().begin("POST", LONG, "X-Name", name, "X-Do", "stay");
    }

    private Caller.Reply call(String path, String name, String what) {
        return internal().call("POST", path, "X-Name", name, "X-Do", what);
    }

    private void apply(RoutingPlan plan) {
        RenderedConfig config = rendered(plan);
        nginx.put(config);
        reload();
        await().atMost(LuaNginx.DEADLINE).until(() -> nginx.live().equals(Optional.of(config.version())));
    }

    private void reload() {
        assertThat(nginx.nginx().reload().succeeded()).isTrue();
    }

    private void awaitSeen(String... names) {
        await().atMost(LuaNginx.DEADLINE).until(() -> node.seen().equals(List.of(names)));
    }

    /** Until so many waits have begun, of which each request has up to three. */
    private void awaitWaits(int count) {
        await().atMost(LuaNginx.DEADLINE)
                .until(() -> nginx.log()
                                .lines()
                                .filter(line -> line.contains("delaying unauthorized request"))
                                .count()
                        >= count);
    }

    private void awaitEnds(int count) {
        await().atMost(LuaNginx.DEADLINE).until(() -> feed.ends().size() >= count);
        assertThat(feed.ends()).hasSize(count);
    }
}
