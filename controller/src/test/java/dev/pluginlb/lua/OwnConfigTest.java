package dev.pluginlb.lua;

import static dev.pluginlb.testing.Caller.SHORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.testing.Caller;
import dev.pluginlb.testing.Caller.Call;
import dev.pluginlb.testing.LuaNginx;
import dev.pluginlb.testing.LuaState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A plain {@code proxy_pass http://dify_plugin_daemon_servers;} in an operator's own config gets everything. */
class OwnConfigTest extends OnTwoNodes {

    private static final String OWN_LOG = "log_by_lua_block { local nothing = ngx.status }";

    @Test
    void itsRequestsAreCountedAndPlacedLikeOthers() {
        try (LuaNginx nginx = started(UserConfig.PLAIN)) {
            isCountedExactly(nginx);
            nginx.awaitCounts(0, one, other);
        }
    }

    /** Its log_by_lua stands in the place of ours, so nobody tells us that a request has ended. */
    @Test
    void withALogOfItsOwnTheCountsAreRightNevertheless() {
        try (LuaNginx nginx = started(UserConfig.server(OWN_LOG))) {
            isCountedExactly(nginx);
            nginx.awaitCounts(0, one, other);
            assertThat(nginx.counts().values())
                    .allMatch(count -> count.unusual().equals("-"));
        }
    }

    /** A request at the address of one that had ended unseen was taken for its second try, and then had no second one of its own. */
    @Test
    void withALogOfItsOwnNoRequestIsTakenForTheSecondTryOfAnother() {
        one.refuse();
        try (LuaNginx nginx = started(UserConfig.server(OWN_LOG))) {
            for (int i = 0; i < 30; i++) {
                assertThat(UserConfig.caller().call("POST", SHORT).status())
                        .as(nginx.process().log())
                        .isEqualTo(200);
            }
            assertThat(other.seen()).hasSize(30);
            nginx.awaitCounts(0, other);
        }
    }

    @Test
    void subrequestsAreServed() {
        try (LuaNginx nginx = started(UserConfig.PLAIN)) {
            assertThat(UserConfig.caller().call("GET", "/mirrored/").status()).isEqualTo(200);
            await().atMost(LuaNginx.DEADLINE)
                    .until(() -> one.seen().size() + other.seen().size() == 2);
            nginx.awaitCounts(0, one, other);
        }
    }

    /** Ours is left out then: nobody read the key and the file of the state, and nothing could be told any more. */
    @Test
    void withAnInitOfItsOwnTheStateIsReadFromItsFileAndMayBeTold() {
        try (LuaNginx nginx = LuaNginx.in(folder).withHttp("init_by_lua_block { answer = 42 }")) {
            nginx.keep(LuaState.leastConn(one));
            nginx.start();
            assertThat(nginx.caller().call("POST", SHORT).body()).isEqualTo(one.address());
            nginx.put(LuaState.leastConn(other));
            assertThat(nginx.caller().call("POST", SHORT).body()).isEqualTo(other.address());
        }
    }

    private LuaNginx started(String server) {
        return LuaNginx.in(folder).withHttp(server).start().put(LuaState.leastConn(one, other));
    }

    private void isCountedExactly(LuaNginx nginx) {
        Caller caller = UserConfig.caller();
        List<Call> calls = caller.stay(6, SHORT);
        nginx.awaitExact(one, other);
        await().atMost(LuaNginx.DEADLINE).until(() -> one.inside() == 3 && other.inside() == 3);
        nginx.awaitExact(one, other);
        one.releaseAll();
        other.releaseAll();
        calls.forEach(call -> assertThat(call.reply().status()).isEqualTo(200));
    }
}
