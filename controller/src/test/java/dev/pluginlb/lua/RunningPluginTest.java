package dev.pluginlb.lua;

import static dev.pluginlb.testing.Caller.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.testing.LuaNginx;
import dev.pluginlb.testing.LuaState;
import dev.pluginlb.testing.ScriptedNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a 404 leads to where it is known which nodes run the plugin. */
class RunningPluginTest {

    private static final int CALLS = 20;
    private static final String PLUGIN = "acme/search";
    private static final String UNIQUE = PLUGIN + ":1.0.0@" + "0123456789abcdef".repeat(4);

    @TempDir
    Path folder;

    List<ScriptedNode> nodes;
    ScriptedNode runner;
    LuaNginx nginx;

    @BeforeEach
    void start() {
        nodes = Stream.generate(ScriptedNode::start).limit(5).toList();
        runner = nodes.get(4);
        nginx = LuaNginx.in(folder).start();
    }

    @AfterEach
    void end() {
        assertThat(nginx.number("failed")).isZero();
        nginx.close();
        nodes.forEach(ScriptedNode::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"round-robin", "least-conn", "two-tier", "adaptive"})
    void theRetryGoesToTheOneNodeOfSeveralThatRunsIt(String rule) {
        othersInstall();
        nginx.put(state(rule).with(runs(runner)));
        for (int i = 0; i < CALLS; i++) {
            assertThat(nginx.caller().call("POST", SHORT, "X-Plugin-ID", PLUGIN).body())
                    .isEqualTo(runner.address());
        }
        assertThat(runner.seen()).hasSize(CALLS);
    }

    @Test
    void aCallThatNamesItsPluginWithVersionAndChecksumGoesThereToo() {
        othersInstall();
        nginx.put(state("round-robin").with(runs(runner)));
        for (int i = 0; i < CALLS; i++) {
            assertThat(nginx.caller()
                            .call("POST", "/v2/invoke/dispatch/llm/invoke", "X-Plugin-Unique-Identifier", UNIQUE)
                            .body())
                    .isEqualTo(runner.address());
        }
    }

    @Test
    void severalThatRunItShareTheRetriesByTheRule() {
        ScriptedNode second = nodes.get(3);
        nodes.subList(0, 3).forEach(node -> node.usually("404"));
        nginx.put(state("round-robin").with(runs(runner, second)));
        for (int i = 0; i < 2 * CALLS; i++) {
            assertThat(nginx.caller().call("POST", SHORT, "X-Plugin-ID", PLUGIN).status())
                    .isEqualTo(200);
        }
        assertThat(runner.seen().size()).isBetween(CALLS / 2, 3 * CALLS / 2);
        assertThat(second.seen().size()).isBetween(CALLS / 2, 3 * CALLS / 2);
    }

    @Test
    void theFirstChoiceIsAsEver() {
        nginx.put(state("round-robin").with(runs(runner)));
        for (int i = 0; i < CALLS; i++) {
            nginx.caller().call("POST", SHORT, "X-Plugin-ID", PLUGIN);
        }
        assertThat(nodes).allMatch(node -> node.seen().size() == CALLS / 5);
    }

    /** The rule asks the first node first, and the one that runs the plugin cannot be reached after its 404. */
    @Test
    void whenTheOneThatRunsItIsGoneAnyOtherIsAsked() {
        nodes.get(0).usually("404");
        runner.refuse();
        nginx.put(state("two-tier").with(runs(runner)));

        assertThat(nginx.caller().call("POST", SHORT, "X-Plugin-ID", PLUGIN).status())
                .isEqualTo(200);
    }

    @Test
    void whenTheOneThatRunsItNoLongerServesAnyOtherIsAsked() {
        nodes.get(0).usually("404");
        nginx.put(LuaState.of("two-tier")
                .with("main " + nodes.get(0).address())
                .with(node(nodes.get(0)))
                .with(node(nodes.get(1)))
                .with(runs(runner)));

        assertThat(nginx.caller().call("POST", SHORT, "X-Plugin-ID", PLUGIN).body())
                .isEqualTo(nodes.get(1).address());
    }

    /** What is known is some seconds old. */
    @Test
    void whenTheOneThatRunsItDoesNotAnyMoreAnotherIsAsked() {
        nodes.get(0).usually("404");
        nginx.put(state("two-tier").with(runs(nodes.get(0))));

        assertThat(nginx.caller().call("POST", SHORT, "X-Plugin-ID", PLUGIN).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme/other", "", ":", "]] os.exit() --[[", "__index"})
    void forAnyOtherPluginNothingIsPreferred(String plugin) {
        nodes.get(0).usually("404");
        runner.usually("404");
        nginx.put(state("two-tier").with(runs(runner)));

        assertThat(nginx.caller().call("POST", SHORT, "X-Plugin-ID", plugin).status())
                .isEqualTo(200);
    }

    /** Another pool's node that runs it is of more use than one of the pool that does not. */
    @Test
    void whatRunsIsAskedEvenIfItIsInNoPoolOfTheRequest() {
        othersInstall();
        LuaState pools = state("pools").with("pool short least-conn").with("pool long least-conn");
        for (ScriptedNode node : nodes) {
            pools = pools.with("server " + (node == runner ? "long " : "short ") + node.address() + " 100");
        }
        nginx.put(pools.with(runs(runner)));

        assertThat(nginx.caller().call("POST", SHORT, "X-Plugin-ID", PLUGIN).body())
                .isEqualTo(runner.address());
    }

    private void othersInstall() {
        nodes.stream().filter(node -> node != runner).forEach(node -> node.usually("404"));
    }

    /** Of all nodes; the first is the main one. */
    private LuaState state(String rule) {
        LuaState state = LuaState.of(rule).with("main " + nodes.get(0).address());
        for (ScriptedNode node : nodes) {
            state = state.with(node(node));
        }
        return state;
    }

    private static String node(ScriptedNode node) {
        return "node " + node.address() + " 100 0";
    }

    private static String runs(ScriptedNode... those) {
        return "runs " + PLUGIN + " "
                + String.join(" ", Stream.of(those).map(ScriptedNode::address).toList());
    }
}
