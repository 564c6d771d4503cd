package dev.pluginlb.lua;

import static dev.pluginlb.testing.Caller.HOOK;
import static dev.pluginlb.testing.Caller.LONG;
import static dev.pluginlb.testing.Caller.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.testing.Caller;
import dev.pluginlb.testing.Caller.Call;
import dev.pluginlb.testing.LuaNginx;
import dev.pluginlb.testing.LuaState;
import dev.pluginlb.testing.ScriptedNode;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Nginx counts is what the nodes have, whatever becomes of the requests. */
class CountsTest extends OnTwoNodes {

    private static final int REQUESTS = 600;

    ScriptedNode gone;

    @BeforeEach
    void nobodyAnswersThere() {
        gone = ScriptedNode.start();
        gone.refuse();
    }

    @AfterEach
    void endThatToo() {
        gone.close();
    }

    @Test
    void eachNodeHasExactlyWhatItServes() {
        try (LuaNginx nginx = LuaNginx.in(folder).start().put(LuaState.leastConn(one, other))) {
            List<Call> calls = nginx.caller().stay(7, SHORT);
            List<Call> slow = nginx.caller().stay(4, LONG);
            nginx.awaitExact(one, other);
            assertThat(one.inside() + other.inside()).isEqualTo(11);
            assertThat(nginx.count(one).ofThemLong() + nginx.count(other).ofThemLong())
                    .isEqualTo(4);

            one.releaseAll();
            other.releaseAll();
            calls.forEach(call -> assertThat(call.reply().status()).isEqualTo(200));
            slow.forEach(call -> assertThat(call.reply().status()).isEqualTo(200));
            awaitNothing(nginx, one, other);
        }
    }

    @Test
    void nothingIsLeftAfterRequestsOfEveryKind() {
        mixed(LuaNginx.in(folder));
    }

    @Test
    void nothingIsLeftWithSeveralWorkers() {
        mixed(LuaNginx.in(folder).withWorkers(3));
    }

    private void mixed(LuaNginx prepared) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (LuaNginx nginx = prepared.withHttp(UserConfig.PLAIN).start().put(LuaState.leastConn(one, other, gone))) {
            List<Call> calls = IntStream.range(0, REQUESTS)
                    .mapToObj(i -> any(nginx, random, i))
                    .toList();
            one.releaseAll();
            other.releaseAll();
            calls.stream().filter(call -> !call.socket().isClosed()).forEach(Call::reply);

            awaitNothing(nginx, one, other, gone);
            assertThat(nginx.number("failed")).as("seed %d", seed).isZero();
        }
    }

    private static Call any(LuaNginx nginx, Random random, int number) {
        Caller caller = random.nextInt(5) == 0 ? UserConfig.caller() : nginx.caller();
        String path = List.of(SHORT, LONG, HOOK).get(random.nextInt(3));
        return switch (random.nextInt(11)) {
            case 0 -> caller.begin("POST", path, "X-Do", "stay");
            case 1 -> leaving(caller.begin("POST", path, "X-Do", "stay"));
            case 2 -> leaving(caller.begin("GET", path, "X-Do", "stream").awaitBegin());
            case 3 -> caller.begin("POST", path, "X-Do", "cut");
            case 4 -> caller.begin(random.nextBoolean() ? "GET" : "POST", path, "X-Do", "drop");
            case 5 -> caller.begin("POST", path, "X-Do", "404");
            case 6 -> caller.send("POST", path, "x".repeat(random.nextInt(200_000)));
            case 7 -> caller.raw("POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999999\r\n\r\n");
            case 8 -> caller.raw("GET " + path + " HTTP/1.0\r\n\r\n");
            case 9 -> twoOverOneConnection(caller, path);
            default -> caller.begin("POST", path, "X-Do", number % 2 == 0 ? "500" : "answer");
        };
    }

    private static Call twoOverOneConnection(Caller caller, String path) {
        String request = "GET " + path + " HTTP/1.1\r\nHost: a\r\n";
        return caller.raw(request + "\r\n" + request + "Connection: close\r\n\r\n");
    }

    private static Call leaving(Call call) {
        call.leave();
        return call;
    }

    /** Over the feed's rate requests go on in a twin of their location, by an internal redirect. */
    @Test
    void nothingIsLeftOfRequestsThatTheFeedIsNotToldOf() {
        try (LuaNginx nginx = LuaNginx.in(folder).start().put(LuaState.leastConn(one, other))) {
            nginx.process().replaceInConfig("feed.conf", "rate=500r/s", "rate=1r/m");
            nginx.process().replaceInConfig("servers.conf", "burst=10000 ", "");
            nginx.reload();
            List<Call> calls = nginx.caller().stay(20, LONG);
            nginx.awaitExact(one, other);
            assertThat(one.inside() + other.inside()).isEqualTo(20);
            nginx.caller().call("POST", LONG, "X-Do", "404");

            one.releaseAll();
            other.releaseAll();
            calls.forEach(call -> assertThat(call.reply().status()).isEqualTo(200));
            awaitNothing(nginx, one, other);
        }
    }

    static void awaitNothing(LuaNginx nginx, ScriptedNode... nodes) {
        nginx.awaitCounts(0, nodes);
    }
}
