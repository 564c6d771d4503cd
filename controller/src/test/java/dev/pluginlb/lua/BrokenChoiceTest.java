package dev.pluginlb.lua;

import static dev.pluginlb.testing.Caller.LONG;
import static dev.pluginlb.testing.Caller.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.testing.LuaNginx;
import dev.pluginlb.testing.LuaState;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An error in the choice is counted, and no request notices. */
class BrokenChoiceTest extends OnTwoNodes {

    private static final String THROWS = """
            local function broken() error("broken on purpose") end
            return {round_robin = broken, least_conn = broken, two_tier = broken, adaptive = broken}
            """;
    private static final int CALLS = 12;

    @Test
    void theNodesTakeTurns() {
        try (LuaNginx nginx = broken()) {
            Set<String> serving = new HashSet<>();
            for (int i = 0; i < CALLS; i++) {
                var reply = nginx.caller().call("POST", i % 2 == 0 ? SHORT : LONG);
                assertThat(reply.status()).isEqualTo(200);
                serving.add(reply.body());
            }

            assertThat(serving).hasSize(2);
            assertThat(nginx.number("failed")).isGreaterThanOrEqualTo(CALLS);
            nginx.awaitCounts(0, one, other);
        }
    }

    /** Each failed choice moved the turn by two, so with two nodes it was always the same node's. */
    @Test
    void aNodeThatRefusesIsPassedOverEvenThen() {
        try (LuaNginx nginx = broken()) {
            one.refuse();
            for (int i = 0; i < CALLS; i++) {
                assertThat(nginx.caller().call("POST", SHORT).status()).isEqualTo(200);
            }
        }
    }

    private LuaNginx broken() {
        return LuaNginx.in(folder).withCode("choice.lua", THROWS).start().put(LuaState.adaptive(4, one, other));
    }
}
