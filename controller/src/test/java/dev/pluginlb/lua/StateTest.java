package dev.pluginlb.lua;

import static dev.pluginlb.testing.Caller.LONG;
import static dev.pluginlb.testing.Caller.SHORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pluginlb.cluster.Runners;
import dev.pluginlb.testing.Caller.Call;
import dev.pluginlb.testing.LuaNginx;
import dev.pluginlb.testing.LuaState;
import dev.pluginlb.testing.ScriptedNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Nginx is told to choose by, and what becomes of it. */
class StateTest {

    @TempDir
    Path folder;

    ScriptedNode node;
    LuaNginx nginx;

    @BeforeEach
    void prepare() {
        node = ScriptedNode.start();
        nginx = LuaNginx.in(folder);
    }

    @AfterEach
    void end() {
        node.close();
        nginx.close();
    }

    /** The controller took the answer for none at all: its client refuses a 401 without a challenge. */
    @Test
    void whoDoesNotKnowTheKeyTellsNothing() {
        nginx.start();

        assertThat(nginx.tell(LuaState.roundRobin(node).text(), "wrong").status())
                .isEqualTo(401);
        assertThat(nginx.tell(LuaState.roundRobin(node).text(), "").status()).isEqualTo(401);
        assertThat(nginx.state()).isEmpty();
    }

    /** After a roll-back to Lua code that did not know a line, Nginx had no nodes and took no state any more. */
    @Test
    void codeThatDoesNotKnowALineOfTheStoredStateGoesOnWithTheOthers() throws IOException {
        String runs = "runs acme/search " + node.address();
        nginx.start().put(LuaState.roundRobin(node).with(runs));
        Path code = nginx.folder().resolve("current/statetext.lua");
        String before = Files.readString(code);
        Files.writeString(code, before.replace("    runs = runs,\n", ""));
        assertThat(code).content().isNotEqualTo(before);
        nginx.reload();

        // Until the old worker has ended, which still knows it.
        await().atMost(LuaNginx.DEADLINE)
                .until(() -> nginx.refuses(LuaState.leastConn(node).with(runs).text()));
        assertThat(nginx.caller().call("POST", SHORT).status()).isEqualTo(200);
        nginx.put(LuaState.leastConn(node));
        assertThat(nginx.caller().call("POST", SHORT).status()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(
            strings = {
                "nonsense",
                "version 0\n",
                "rule round-robin\n",
                "version xyz\nrule round-robin\n",
                "version 0\nrule of-thumb\n",
                "version 0\nrule adaptive\nnode 127.0.0.1 100 0\n",
                "version 0\nrule adaptive\nnode 127.0.0.1:99999 100 0\n",
                "version 0\nrule adaptive\nnode 127.0.0.1:0 100 0\n",
                "version 0\nrule adaptive\nnode 127.0.0.1:5002 0 0\n",
                "version 0\nrule adaptive\nnode 127.0.0.1:5002 100 -1\n",
                "version 0\nrule adaptive\nnode 127.0.0.1:5002 100 0 forget\n",
                "version 0\nrule adaptive\nnode example.com:5002 100 0\n",
                "version 0\nrule adaptive\nnode 999.0.0.1:5002 100 0\n",
                "version 0\nrule adaptive\nnode :::5002 100 0\n",
                "version 0\nrule adaptive\nnode 127.0.0.1:5002 100 0\0\n",
                "version 0\nrule adaptive\nfloor nan\n",
                "version 0\nrule adaptive\nfloor inf\n",
                "version 0\nrule adaptive\nlongest -1\n",
                "version 0\nrule adaptive\nruns a/b\n",
                "version 0\nrule adaptive\nruns a 127.0.0.1:5002\n",
                "version 0\nrule adaptive\nruns A/b 127.0.0.1:5002\n",
                "version 0\nrule adaptive\nruns a/b:1.0.0 127.0.0.1:5002\n",
                "version 0\nrule adaptive\nruns a/b 127.0.0.1\n",
                "version 0\nrule adaptive\nruns a/b 127.0.0.1:5002 \n",
                "version 0\nrule adaptive\nruns a/b  127.0.0.1:5002\n",
                "version 0\nrule adaptive\nruns a/b 127.0.0.1:5002,127.0.0.1:5003\n",
                "version 0\nrule adaptive\nruns a/b 127.0.0.1:5002 example.com:5002\n",
                "version 0\nrule adaptive\nos.exit()\n",
                "version 0\nrule adaptive\nunknown word\n",
            })
    void nonsenseIsRefusedInWordsAndTheLastGoodStateGoesOn(String text) {
        LuaState good = LuaState.roundRobin(node);
        nginx.start().put(good);
        LuaNginx.Told told = nginx.tell(text);

        assertThat(told.status()).isEqualTo(422);
        assertThat(told.words()).contains("expected: ");
        assertThat(nginx.state()).isEqualTo(good.text());
        assertThat(nginx.caller().call("POST", SHORT).status()).isEqualTo(200);
    }

    /** The one before was dropped to make room, and the next worker had none. */
    @Test
    void aStateTooLargeIsRefusedAndTheLastGoodOneOutlivesAReload() {
        LuaState good = LuaState.roundRobin(node);
        nginx.start().put(good);
        String large = LuaState.roundRobin(node).text() + "long " + "x".repeat(16_700_000) + "\n";

        assertThat(nginx.tell(large).status()).isEqualTo(422);
        assertThat(nginx.state()).isEqualTo(good.text());
        nginx.reload();
        assertThat(nginx.caller().call("POST", SHORT).status()).isEqualTo(200);
    }

    /** And as much of what runs where as is ever told (Runners). */
    @Test
    void aThousandNodesAndTenThousandEndpoints() {
        String nodes = IntStream.range(0, 1000)
                .mapToObj(i -> "node 10.0.%d.%d:5002 100 8\n".formatted(i / 250, i % 250))
                .collect(Collectors.joining());
        String endpoints = IntStream.range(0, 10_000)
                .mapToObj(i -> "long POST /plugin/:tenant_id/dispatch/tool/invoke author/" + "x".repeat(400) + i + "\n")
                .collect(Collectors.joining());
        String places = IntStream.range(0, Runners.MOST_PLACES / Runners.MOST_PLUGINS)
                .mapToObj(i -> " [fd00:1111:2222:3333:4444:5555:6666:%x]:65535".formatted(0x7777 + i))
                .collect(Collectors.joining("", "", "\n"));
        String runs = IntStream.range(0, Runners.MOST_PLUGINS)
                .mapToObj(i -> "runs " + "a".repeat(64) + "/" + "x".repeat(251) + (1000 + i) + places)
                .collect(Collectors.joining());
        nginx.start();

        assertThat(nginx.tell(LuaState.of("adaptive").text() + nodes + runs + endpoints)
                        .status())
                .isEqualTo(200);
        assertThat(nginx.counts()).hasSize(1000);
        nginx.put(LuaState.roundRobin(node));
        assertThat(nginx.caller().call("POST", SHORT).status()).isEqualTo(200);
    }

    @Test
    void aNodeOnIpv6() {
        try (ScriptedNode six = ScriptedNode.onIpv6()) {
            nginx.start().put(LuaState.roundRobin(six));

            assertThat(nginx.caller().call("POST", SHORT).body()).isEqualTo(six.address());
            nginx.awaitCounts(0, six);
        }
    }

    @Test
    void nginxStartsWithoutTheControllerFromTheFile() {
        nginx.keep(LuaState.roundRobin(node));
        nginx.start();

        assertThat(nginx.caller().call("POST", SHORT).status()).isEqualTo(200);
    }

    @Test
    void nonsenseInTheFileIsAsIfNothingWereKnown() {
        nginx.keep(new LuaState("nonsense\n"));
        nginx.start();

        assertThat(nginx.caller().call("POST", SHORT).status()).isEqualTo(502);
        nginx.put(LuaState.roundRobin(node));
        assertThat(nginx.caller().call("POST", SHORT).status()).isEqualTo(200);
    }

    @Test
    void theStateSurvivesAReload() {
        nginx.start().put(LuaState.roundRobin(node));
        nginx.reload();

        assertThat(nginx.caller().call("POST", SHORT).status()).isEqualTo(200);
    }

    @Test
    void whileNothingIsKnownTheAnswerIsAnErrorThatCallersCanRead() {
        nginx.start();

        assertThat(nginx.caller().call("POST", SHORT).status()).isEqualTo(502);
        assertThat(nginx.caller().call("POST", LONG).body()).contains("PluginDaemonInnerError");
    }

    @Test
    void noTextOfAnEndpointIsAnythingButAnEndpoint() {
        nginx.start()
                .put(LuaState.roundRobin(node)
                        .with("long ]] os.exit() --[[")
                        .with("long \\n\r\t\0\1\177%s%d$(reboot)")
                        .with("long ${version} ]]}}; return 200;"));

        assertThat(nginx.caller().call("POST", SHORT).status()).isEqualTo(200);
        assertThat(nginx.caller()
                        .call("POST", "/plugin/x/%5d%5d%20os.exit()%00")
                        .status())
                .isIn(200, 400);
        assertThat(nginx.caller()
                        .call("POST", SHORT, "X-Plugin-ID", "]] os.exit() --[[")
                        .status())
                .isEqualTo(200);
        assertThat(nginx.number("failed")).isZero();
    }

    @Test
    void whatIsKnownOfAnEndpointDecidesItsClass() {
        String endpoint = "POST /plugin/:tenant_id/dispatch/text_embedding/invoke langgenius/openai";
        nginx.start().put(LuaState.leastConn(node).with("long " + endpoint));
        List<Call> calls = List.of(
                nginx.caller().begin("POST", SHORT, "X-Do", "stay", "X-Plugin-ID", "langgenius/openai"),
                nginx.caller().begin("POST", SHORT, "X-Do", "stay", "X-Plugin-ID", "langgenius/other"));
        nginx.awaitCounts(2, node);

        assertThat(nginx.count(node).ofThemLong()).isEqualTo(1);
        node.releaseAll();
        assertThat(calls).allSatisfy(call -> assertThat(call.reply().status()).isEqualTo(200));
    }
}
