package dev.pluginlb.render;

import static dev.pluginlb.testing.Caller.HOOK;
import static dev.pluginlb.testing.Caller.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.accesslog.FeedLine;
import dev.pluginlb.testing.Caller;
import dev.pluginlb.testing.Caller.Call;
import dev.pluginlb.testing.LuaNginx;
import dev.pluginlb.testing.ScriptedNode;
import dev.pluginlb.traffic.FinishedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that had to wait is like any other to its node, its client and the feed. */
class HeldAnswersTest extends OnAHoldingNginx {

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
        Call first = firstRuns();
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
        assertThat(feed.starts().stream().map(line -> line.split("\t", -1)[2]))
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
        Call first = firstRuns();
        Call second = begin("second");
        node.refuse();

        assertThat(second.reply().body()).contains("no plugin daemon node reachable");
        first.leave();
    }

    private Caller.Reply call(String path, String name, String what) {
        return internal().call("POST", path, "X-Name", name, "X-Do", what);
    }
}
