package dev.pluginlb.lua;

import static dev.pluginlb.testing.Caller.HOOK;
import static dev.pluginlb.testing.Caller.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.testing.LuaState;
import dev.pluginlb.testing.ScriptedNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked again, where, and what never is. */
class RetriesTest extends OnFourNodes {

    private static final int CALLS = 20;

    @BeforeEach
    void tellOfAllInTurn() {
        nginx.put(LuaState.roundRobin(all()));
    }

    @Test
    void whatCouldNotReachANodeGoesToTheNextEvenIfTwoOfThemAreDown() {
        nodes.get(0).refuse();
        nodes.get(2).refuse();
        for (int i = 0; i < CALLS; i++) {
            assertThat(nginx.caller().call("POST", SHORT).status()).isEqualTo(200);
        }
        assertThat(seen()).isEqualTo(CALLS);
        nginx.awaitCounts(0, all());
    }

    @Test
    void theAnswerIsAnErrorThatCallersCanReadWhenAllAreDown() {
        nodes.forEach(ScriptedNode::refuse);

        assertThat(nginx.caller().call("POST", SHORT).body()).contains("PluginDaemonInnerError");
        nginx.awaitCounts(0, all());
    }

    @Test
    void aPostThatReachedANodeIsNeverSentAgain() {
        for (int i = 0; i < CALLS; i++) {
            assertThat(nginx.caller().call("POST", SHORT, "X-Do", "drop").status())
                    .isEqualTo(502);
        }
        assertThat(seen()).isEqualTo(CALLS);
        nginx.awaitCounts(0, all());
    }

    @Test
    void aGetIsSentAgainToAnotherNode() {
        nodes.get(0).usually("drop");
        for (int i = 0; i < CALLS; i++) {
            assertThat(nginx.caller().call("GET", SHORT).status()).isEqualTo(200);
        }
        nginx.awaitCounts(0, all());
    }

    /** Nginx does not count a try on a kept connection: a GET ran on five nodes, one after the other. */
    @Test
    void aGetIsSentToThreeNodesAtMostAlsoOverKeptConnections() {
        for (int i = 0; i < CALLS; i++) {
            assertThat(nginx.caller().call("GET", SHORT).status()).isEqualTo(200);
        }
        nodes.forEach(node -> node.usually("drop"));
        int before = seen();

        assertThat(nginx.caller().call("GET", SHORT).status()).isEqualTo(502);

        assertThat(seen() - before).isEqualTo(3);
        nginx.awaitCounts(0, all());
    }

    @Test
    void a404OnTheWayPermitsNoMoreTries() {
        ScriptedNode[] six = {
            ScriptedNode.start().usually("drop"), ScriptedNode.start().usually("404"),
            ScriptedNode.start().usually("drop"), ScriptedNode.start().usually("drop"),
            ScriptedNode.start().usually("drop"), ScriptedNode.start().usually("drop")
        };
        nginx.put(LuaState.roundRobin(six));

        for (int i = 0; i < six.length; i++) {
            int before = dropped(six);
            nginx.caller().call("GET", SHORT);
            assertThat(dropped(six) - before).isLessThanOrEqualTo(3);
        }
        Stream.of(six).forEach(ScriptedNode::close);
    }

    private static int dropped(ScriptedNode... nodes) {
        return Stream.of(nodes).mapToInt(node -> node.seen().size()).sum()
                - nodes[1].seen().size();
    }

    @Test
    void aPluginThatIsNotInstalledIsAskedForOnceAtAnotherNode() {
        ScriptedNode only = nodes.get(3);
        nginx.put(LuaState.roundRobin(nodes.get(0), only));
        nodes.get(0).usually("404");
        for (int i = 0; i < CALLS; i++) {
            var reply = nginx.caller().call("POST", SHORT);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).isEqualTo(only.address());
        }
        assertThat(only.seen()).hasSize(CALLS);
    }

    @Test
    void whatNobodyHasIsAskedForTwiceAndNoMore() {
        nodes.forEach(node -> node.usually("404"));

        assertThat(nginx.caller().call("POST", SHORT).status()).isEqualTo(404);
        assertThat(seen()).isEqualTo(2);
        assertThat(nodes.stream().filter(node -> node.seen().size() == 1)).hasSize(2);
    }

    /** The node that was asked instead could be down, and no other was tried then. */
    @Test
    void whatIsMissingHereAndCannotBeAskedThereGoesOnToTheNextThatCan() {
        nodes.get(0).usually("404");
        nodes.get(1).refuse();
        // By this rule the first is asked first, and then the second.
        nginx.put(LuaState.roundRobin(nodes.get(0), nodes.get(1), nodes.get(3))
                .with("rule two-tier")
                .with("main " + nodes.get(0).address()));

        assertThat(nginx.caller().call("POST", SHORT).status()).isEqualTo(200);
        assertThat(nodes.get(3).seen()).hasSize(1);
    }

    /** A webhook's answer comes from a plugin: Nginx obeyed it, and asked another path of another node. */
    @Test
    void noAnswerSendsARequestElsewhere() {
        assertThat(nginx.caller().call("POST", HOOK, "X-Do", "elsewhere").status())
                .isEqualTo(200);

        assertThat(seen()).isEqualTo(1);
    }

    @Test
    void aHookIsNeverAskedForAgain() {
        nodes.forEach(node -> node.usually("404"));

        assertThat(nginx.caller().call("POST", HOOK).status()).isEqualTo(404);
        assertThat(seen()).isEqualTo(1);
    }

    private int seen() {
        return nodes.stream().mapToInt(node -> node.seen().size()).sum();
    }
}
