package dev.pluginlb.lua;

import static dev.pluginlb.testing.Caller.SHORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.testing.Caller.Call;
import dev.pluginlb.testing.LuaNginx;
import dev.pluginlb.testing.LuaState;
import dev.pluginlb.testing.ScriptedNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nodes that fail, and nodes that are new. */
class NodeHealthTest extends OnFourNodes {

    private static final int CALLS = 60;

    @Test
    void aNodeThatFailsFastAttractsNothing() {
        ScriptedNode failing = nodes.get(0).usually("500");
        nginx.put(LuaState.leastConn(all()).with("floor 0.5"));
        calls(CALLS);

        assertThat(failing.seen()).hasSizeLessThan(CALLS / 4);
    }

    @Test
    void noMoreAreLeftOutThanTheFloorPermits() {
        nodes.get(0).usually("500");
        nodes.get(1).usually("500");
        nodes.get(2).usually("500");
        nginx.put(LuaState.roundRobin(all()).with("floor 0.75"));
        calls(3 * CALLS);

        assertThat(ejected()).isLessThanOrEqualTo(1);
    }

    @Test
    void aPluginThatFailsEverywhereEjectsNobody() {
        nodes.forEach(node -> node.usually("500"));
        nginx.put(LuaState.roundRobin(all()).with("floor 0.5"));
        calls(3 * CALLS);

        assertThat(ejected()).isZero();
        assertThat(nodes).allMatch(node -> node.seen().size() > CALLS / 3);
    }

    @Test
    void oneThatWasLeftOutComesBackSlowlyOnceItIsWell() {
        ScriptedNode failing = nodes.get(0).usually("500");
        nginx.put(LuaState.roundRobin(all()).with("floor 0.5"));
        calls(CALLS);
        assertThat(nginx.count(failing).unusual()).isEqualTo("ejected");
        failing.usually("answer");
        int before = failing.seen().size();

        await().atMost(LuaNginx.DEADLINE).until(() -> {
            calls(1);
            return failing.seen().size() > before;
        });
        assertThat(nginx.count(failing).unusual()).isEqualTo("warming-up");
    }

    /** A node that was restarted at its address got nothing for nine seconds, since requests had met a closed port meanwhile. */
    @Test
    void oneThatCannotBeReachedIsTriedAgainSoonerThanOneThatFails() {
        ScriptedNode restarting = nodes.get(0);
        nginx.put(LuaState.roundRobin(all()).with("floor 0.5"));
        restarting.close();
        calls(CALLS);

        isTriedAgainSoon(restarting);
        assertThat(nodes.subList(1, 4)).allMatch(node -> node.seen().size() > CALLS / 4);
    }

    /** It got nothing for nine seconds then, too: each of the requests that its end had cut counted as a failure of its own. */
    @Test
    void oneThatWasKilledWithManyRequestsIsTriedAgainAsSoon() {
        ScriptedNode killed = nodes.get(0);
        nginx.put(LuaState.roundRobin(killed));
        List<Call> cut = nginx.caller().stay(40, SHORT);
        await().atMost(LuaNginx.DEADLINE).until(() -> killed.inside() == 40);
        nginx.put(LuaState.roundRobin(all()).with("floor 0.5"));
        killed.close();
        assertThat(cut).allMatch(call -> call.reply().status() == 502);

        isTriedAgainSoon(killed);
    }

    /** One that answers with failures is left out for ten seconds. */
    private void isTriedAgainSoon(ScriptedNode node) {
        assertThat(nginx.count(node).unusual()).isEqualTo("ejected");
        int met = refusals();
        await().atMost(Duration.ofSeconds(4)).until(() -> {
            calls(1);
            return refusals() > met;
        });
    }

    private int refusals() {
        return nginx.process().log().split("Connection refused", -1).length - 1;
    }

    @Test
    void aNodeThatJoinsGetsItsFirstRequestAtOnceAndNoFlood() {
        ScriptedNode joined = nodes.get(3);
        nginx.put(LuaState.leastConn(nodes.get(0), nodes.get(1), nodes.get(2)));
        List<Call> busy = nginx.caller().stay(60, SHORT);
        nginx.awaitExact(nodes.get(0), nodes.get(1), nodes.get(2));
        nginx.put(LuaState.leastConn(all()));
        Call first = nginx.caller().begin("POST", SHORT, "X-Do", "stay");
        await().atMost(LuaNginx.DEADLINE).until(() -> joined.inside() == 1);
        List<Call> more = nginx.caller().stay(20, SHORT);
        await().atMost(LuaNginx.DEADLINE)
                .until(() -> nodes.stream().mapToInt(ScriptedNode::inside).sum() == 81);

        // All of them but for the slow start.
        assertThat(joined.inside()).isLessThan(20);
        nodes.forEach(ScriptedNode::releaseAll);
        Stream.of(busy, List.of(first), more).flatMap(List::stream).forEach(Call::reply);
        nginx.awaitCounts(0, all());
    }

    /** A node that was out for a second came back slowly, and the others could not do its work meanwhile. */
    @Test
    void aNodeThatJoinsTakesWhatItCanWhileNoOtherHasAFreeSlot() {
        ScriptedNode joined = nodes.get(3);
        nginx.put(LuaState.adaptive(2, nodes.get(0), nodes.get(1), nodes.get(2)));
        List<Call> busy = nginx.caller().stay(6, SHORT);
        nginx.awaitExact(nodes.get(0), nodes.get(1), nodes.get(2));
        nginx.put(LuaState.adaptive(2, all()));
        List<Call> more = nginx.caller().stay(2, SHORT);

        await().atMost(LuaNginx.DEADLINE).until(() -> joined.inside() == 2);
        nodes.forEach(ScriptedNode::releaseAll);
        Stream.of(busy, more).flatMap(List::stream).forEach(Call::reply);
    }

    @Test
    void theNodesOfTheFirstStateNeedNoWarmUp() {
        nginx.put(LuaState.roundRobin(all()));

        assertThat(nginx.counts().values()).allMatch(count -> count.unusual().equals("-"));
    }

    private void calls(int count) {
        for (int i = 0; i < count; i++) {
            nginx.caller().call("POST", SHORT);
        }
    }

    private long ejected() {
        return nginx.counts().values().stream()
                .filter(count -> count.unusual().equals("ejected"))
                .count();
    }
}
