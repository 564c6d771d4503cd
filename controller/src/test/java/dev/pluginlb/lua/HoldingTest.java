package dev.pluginlb.lua;

import static dev.pluginlb.testing.Caller.LONG;
import static dev.pluginlb.testing.Caller.SHORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.testing.Caller.Call;
import dev.pluginlb.testing.LuaNginx;
import dev.pluginlb.testing.LuaState;
import dev.pluginlb.testing.ScriptedNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Long requests wait at the proxy while no node has room for them. */
class HoldingTest {

    @TempDir
    Path folder;

    ScriptedNode node;
    LuaNginx nginx;
    List<Call> calls = new ArrayList<>();

    @BeforeEach
    void start() {
        node = ScriptedNode.start().usually("stay");
        nginx = LuaNginx.in(folder).start().put(LuaState.adaptive(2, node));
    }

    @AfterEach
    void end() {
        node.close();
        nginx.close();
    }

    @Test
    void theyGoOneAfterTheOtherInTheOrderInWhichTheyCame() {
        begin("first");
        awaitSeen("first");
        for (int i = 0; i < 5; i++) {
            begin("waiting " + i);
            awaitWaiting(i + 1);
        }
        assertThat(node.seen()).hasSize(1);

        node.release(1);
        awaitSeen("first", "waiting 0");
        node.release(1);
        awaitSeen("first", "waiting 0", "waiting 1");
        node.releaseAll();
        awaitAllAnswered();
        assertThat(node.seen().subList(1, 6))
                .containsExactlyElementsOf(
                        IntStream.range(0, 5).mapToObj(i -> "waiting " + i).toList());
        assertThat(nginx.number("held")).isEqualTo(5);
        nginx.awaitCounts(0, node);
    }

    @Test
    void shortOnesPassMeanwhile() {
        begin("first");
        awaitSeen("first");
        begin("waiting");
        awaitWaiting(1);

        assertThat(nginx.caller().call("POST", SHORT, "X-Do", "answer").status())
                .isEqualTo(200);
        assertThat(nginx.number("waiting")).isEqualTo(1);
        node.releaseAll();
        awaitAllAnswered();
    }

    /**
     * Short requests that a hitch had made long ones waited behind each other when that was long known to be wrong. Then they
     * went all at once: of a thousand clients nine hundred then waited at the nodes, short requests of other
     * endpoints behind them.
     */
    @Test
    void whoseEndpointTurnsOutToBeShortWaitsForAFreeSlotOnly() {
        begin("first");
        awaitSeen("first");
        begin("second");
        begin("third");
        begin("fourth");
        awaitWaiting(3);

        nginx.put(LuaState.adaptive(2, node).with("short POST /plugin/:tenant_id/dispatch/llm/invoke"));

        awaitSeen("first", "second");
        awaitWaiting(2);
        node.release(1);
        awaitSeen("first", "second", "third");
        node.releaseAll();
        awaitAllAnswered();
    }

    @Test
    void whoeverHasWaitedLongEnoughMayHaveTheLastSlot() {
        nginx.put(LuaState.adaptive(2, node).with("give-way 300"));
        begin("first");
        awaitSeen("first");
        begin("second");
        awaitSeen("first", "second");
        begin("third");
        awaitWaiting(1);
        node.release(1);
        awaitSeen("first", "second", "third");

        node.releaseAll();
        awaitAllAnswered();
    }

    @Test
    void nobodyWaitsForEver() {
        nginx.put(LuaState.adaptive(1, node).with("longest 500"));
        begin("first");
        awaitSeen("first");
        begin("second");
        begin("third");
        await().atMost(LuaNginx.DEADLINE).until(() -> node.inside() == 3);

        node.releaseAll();
        awaitAllAnswered();
    }

    /**
     * Newcomers went to the nodes instead when the queue was full, which five thousand clients filled: eight hundred of them
     * went round at the nodes, four thousand waited here for a slot that was never free again.
     */
    @Test
    void whoHasWaitedLongestGoesWhenTheQueueIsFull() throws IOException {
        nginx.close();
        nginx = LuaNginx.in(Files.createDirectory(folder.resolve("small")))
                .withCode("queue.lua", ofAtMostTwo(Files.readString(Path.of("../nginx/lua/queue.lua"))))
                .start()
                .put(LuaState.adaptive(2, node));
        begin("first");
        awaitSeen("first");
        for (int i = 0; i < 2; i++) {
            begin("waiting " + i);
            awaitWaiting(i + 1);
        }
        begin("newcomer");

        awaitSeen("first", "waiting 0");
        awaitWaiting(2);
        node.releaseAll();
        awaitAllAnswered();
    }

    private static String ofAtMostTwo(String queue) {
        assertThat(queue).contains("\nlocal MOST = 12288\n");
        return queue.replace("\nlocal MOST = 12288\n", "\nlocal MOST = 2\n");
    }

    /** Two clients that sent their bodies byte by byte had both slots of a node that had nothing to do. */
    @Test
    void whoeverSendsItsBodySlowlyHoldsNoSlot() {
        nginx.put(LuaState.adaptive(1, node).with("reserve 0"));
        Call slow = nginx.caller()
                .raw("POST " + LONG + " HTTP/1.1\r\nHost: front\r\nX-Name: slow\r\nContent-Length: 2\r\n\r\na");
        calls.add(slow);
        begin("quick");
        awaitSeen("quick");
        assertThat(nginx.inFlight(node)).isEqualTo(1);

        node.releaseAll();
        slow.leave();
        calls.remove(slow);
        awaitAllAnswered();
    }

    @Test
    void whoseClientIsGoneNeverReachesANode() {
        begin("first");
        awaitSeen("first");
        begin("gone");
        awaitWaiting(1);
        begin("second");
        awaitWaiting(2);
        calls.remove(1).leave();
        awaitWaiting(1);

        node.releaseAll();
        awaitAllAnswered();
        assertThat(node.seen()).containsExactly("first", "second");
        nginx.awaitCounts(0, node);
    }

    @Test
    void aLargeBodySentMeanwhileArrivesWhole() {
        begin("first");
        awaitSeen("first");
        int length = 5_000_000;
        calls.add(nginx.caller().send("POST", LONG, "x".repeat(length)));
        awaitWaiting(1);

        node.releaseAll();
        awaitAllAnswered();
        assertThat(node.bodies()).containsExactly(0, length);
    }

    @Test
    void aBodyTooLargeIsRefusedAtOnce() {
        begin("first");
        awaitSeen("first");

        Call large = nginx.caller().raw("POST " + LONG + " HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999999\r\n\r\n");
        // Else Nginx waits five seconds for the rest (lingering_timeout).
        assertThat(large.awaitBegin().sendNoMore().reply().status()).isEqualTo(413);
        assertThat(nginx.number("waiting")).isZero();
        node.releaseAll();
        awaitAllAnswered();
    }

    @Test
    void aReloadLosesNoneOfThem() {
        begin("first");
        awaitSeen("first");
        for (int i = 0; i < 5; i++) {
            begin("waiting " + i);
            awaitWaiting(i + 1);
        }
        nginx.reload();
        nginx.awaitCounts(1, node);
        begin("after");
        await().atMost(LuaNginx.DEADLINE).until(() -> nginx.number("held") == 6);
        node.releaseAll();
        awaitAllAnswered();
        assertThat(node.seen()).hasSize(7);
        nginx.awaitCounts(0, node);
    }

    /** The node that joined was found only when a request ended, or after the longest wait. */
    @Test
    void aNodeThatJoinsServesThemAtOnce() {
        begin("first");
        awaitSeen("first");
        begin("waiting");
        awaitWaiting(1);
        try (ScriptedNode joined = ScriptedNode.start()) {
            nginx.put(LuaState.adaptive(2, node, joined));
            await().atMost(LuaNginx.DEADLINE.dividedBy(2))
                    .until(() -> joined.seen().equals(List.of("waiting")));
            node.releaseAll();
            awaitAllAnswered();
        }
    }

    @Test
    void nobodyWaitsWhenThereIsNoNodeAnyMore() {
        begin("first");
        awaitSeen("first");
        begin("waiting");
        awaitWaiting(1);
        nginx.put(LuaState.of("adaptive").with("give-way 60000").with("longest 60000"));

        assertThat(calls.get(1).reply().status()).isEqualTo(502);
        node.releaseAll();
        assertThat(calls.get(0).reply().status()).isEqualTo(200);
    }

    private void begin(String name) {
        calls.add(nginx.caller().begin("POST", LONG, "X-Name", name));
    }

    private void awaitSeen(String... names) {
        await().atMost(LuaNginx.DEADLINE).until(() -> node.seen().equals(List.of(names)));
    }

    private void awaitWaiting(int count) {
        await().atMost(LuaNginx.DEADLINE).until(() -> nginx.number("waiting") == count);
    }

    private void awaitAllAnswered() {
        calls.forEach(call -> assertThat(call.reply().status()).isEqualTo(200));
    }
}
