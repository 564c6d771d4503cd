package dev.pluginlb.lua;

import static dev.pluginlb.testing.Caller.LONG;
import static dev.pluginlb.testing.Caller.SHORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.testing.Caller;
import dev.pluginlb.testing.Caller.Call;
import dev.pluginlb.testing.LuaNginx;
import dev.pluginlb.testing.LuaState;
import dev.pluginlb.testing.Ports;
import dev.pluginlb.testing.ScriptedNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Workers see each other's requests, and those of the old ones; what a dead one had is forgotten. */
class SeveralWorkersTest extends OnTwoNodes {

    @Test
    void theySpreadRequestsAsOneWould() {
        try (LuaNginx nginx = LuaNginx.in(folder).withWorkers(3).start().put(LuaState.leastConn(one, other))) {
            nginx.awaitAllWorkersServe();
            List<Call> calls = nginx.caller().stay(40, SHORT);
            nginx.awaitExact(one, other);
            await().atMost(LuaNginx.DEADLINE).until(() -> one.inside() + other.inside() == 40);

            assertThat(one.inside()).isBetween(18, 22);
            one.releaseAll();
            other.releaseAll();
            calls.forEach(Call::reply);
            nginx.awaitCounts(0, one, other);
        }
    }

    @Test
    void whatAKilledWorkerHadIsForgottenAndTheOthersHaveIsNot() {
        try (LuaNginx nginx = LuaNginx.in(folder).withWorkers(3).start().put(LuaState.roundRobin(one))) {
            nginx.awaitAllWorkersServe();
            List<Call> calls = nginx.caller().stay(60, SHORT);
            await().atMost(LuaNginx.DEADLINE).until(() -> nginx.inFlight(one) == 60);
            nginx.workers().get(0).destroyForcibly();
            await().atMost(LuaNginx.DEADLINE).until(() -> calls.stream().anyMatch(Call::isCut));
            nginx.awaitCounts(left(calls), one);
            assertThat(left(calls)).isLessThan(60);
            one.releaseAll();
            nginx.awaitCounts(0, one);
        }
    }

    private static int left(List<Call> calls) {
        return (int) calls.stream().filter(call -> !call.isCut()).count();
    }

    @Test
    void theOnlyWorkerKilledLeavesNothing() {
        try (LuaNginx nginx = LuaNginx.in(folder).start().put(LuaState.roundRobin(one))) {
            nginx.caller().stay(5, SHORT);
            await().atMost(LuaNginx.DEADLINE).until(() -> nginx.inFlight(one) == 5);
            nginx.workers().get(0).destroyForcibly();
            nginx.awaitAnswers();
            nginx.awaitCounts(0, one);
        }
    }

    @Test
    void afterAReloadTheNewOneSeesWhatTheOldOneStillHas() {
        try (LuaNginx nginx = LuaNginx.in(folder).start().put(LuaState.leastConn(one, other))) {
            List<Call> streams = List.of(stream(nginx), stream(nginx), stream(nginx));
            nginx.awaitExact(one, other);
            ScriptedNode fuller = one.inside() == 2 ? one : other;
            ScriptedNode emptier = fuller == one ? other : one;
            nginx.reload();

            nginx.awaitExact(one, other);
            Call next = nginx.caller().begin("POST", SHORT, "X-Do", "stay");
            await().atMost(LuaNginx.DEADLINE).until(() -> emptier.inside() == 2);
            nginx.awaitExact(one, other);
            one.releaseAll();
            other.releaseAll();
            streams.forEach(call -> assertThat(call.reply().body()).hasSizeGreaterThan(900));
            next.reply();
            nginx.awaitCounts(0, one, other);
        }
    }

    private static Call stream(LuaNginx nginx) {
        return nginx.caller().begin("POST", LONG, "X-Do", "stream").awaitBegin();
    }

    /** Each worker has a queue of its own; one whose own requests end took every place, and the others waited in vain. */
    @Test
    void noneOfThoseThatWaitStarves() {
        try (LuaNginx nginx = LuaNginx.in(folder).withWorkers(3).start().put(LuaState.adaptive(1, one))) {
            nginx.awaitAllWorkersServe();
            one.usually("stay");
            int count = 30;
            // Kept, or the collector would close their connections, and who goes waits no more.
            List<Call> calls = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                calls.add(nginx.caller().begin("POST", LONG, "X-Name", Integer.toString(i)));
                int begun = i + 1;
                await().atMost(LuaNginx.DEADLINE)
                        .until(() -> nginx.number("held") + one.seen().size() == begun);
            }
            for (int i = 0; i < count; i++) {
                int expected = i + 1;
                await().atMost(LuaNginx.DEADLINE).until(() -> one.seen().size() >= expected);
                one.release(1);
            }
            for (int i = 0; i < count; i++) {
                assertThat(Math.abs(Integer.parseInt(one.seen().get(i)) - i))
                        .as("%s", one.seen())
                        .isLessThanOrEqualTo(2);
            }
            nginx.awaitCounts(0, one);
            assertThat(calls)
                    .allSatisfy(call -> assertThat(call.reply().status()).isEqualTo(200));
        }
    }

    /** Each worker's name among the others', and the bounds of the list, are gone then; some were counted twice after that. */
    @Test
    void whatIsPushedOutOfAFullSharedMemoryComesBack() {
        String listen = "127.0.0.1:" + Ports.free();
        String junk = "server { listen %s; location / { content_by_lua_block { for i = 1, 50000 do %s end } } }"
                .formatted(listen, "ngx.shared.pluginlb:set('junk' .. i, ('x'):rep(200))");
        try (LuaNginx nginx = LuaNginx.in(folder).withWorkers(3).withHttp(junk).start()) {
            nginx.put(LuaState.leastConn(one, other)).awaitAllWorkersServe();
            List<Call> calls = nginx.caller().stay(30, SHORT);
            await().atMost(LuaNginx.DEADLINE).until(() -> one.inside() + other.inside() == 30);
            new Caller(listen).call("GET", "/");

            nginx.awaitExact(one, other);
            nginx.put(LuaState.leastConn(other, one));
            one.releaseAll();
            other.releaseAll();
            calls.forEach(call -> assertThat(call.reply().status()).isEqualTo(200));
            nginx.awaitCounts(0, one, other);
        }
    }

    @Test
    void aStateToldToOneOfThemHoldsInAll() {
        try (LuaNginx nginx = LuaNginx.in(folder).withWorkers(3).start().put(LuaState.roundRobin(one))) {
            nginx.awaitAllWorkersServe();
            nginx.put(LuaState.roundRobin(other));
            for (int i = 0; i < 50; i++) {
                assertThat(nginx.caller().call("POST", SHORT).body()).isEqualTo(other.address());
            }
        }
    }
}
