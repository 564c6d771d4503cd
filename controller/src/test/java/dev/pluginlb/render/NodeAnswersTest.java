package dev.pluginlb.render;

import static dev.pluginlb.testing.Caller.HOOK;
import static dev.pluginlb.testing.Caller.LONG;
import static dev.pluginlb.testing.Caller.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.cluster.Address;
import dev.pluginlb.testing.Caller;
import dev.pluginlb.testing.GivenCluster;
import dev.pluginlb.testing.GivenPlan;
import dev.pluginlb.testing.LuaNginx;
import dev.pluginlb.testing.LuaState;
import dev.pluginlb.testing.NginxProcess;
import dev.pluginlb.testing.ScriptedNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a node refuses is refused in its own words, whichever driver is in front of it. */
class NodeAnswersTest {

    private static final String ASSET = "/plugin/t/asset/1";

    @TempDir
    Path folder;

    ScriptedNode one;
    ScriptedNode other;

    @BeforeEach
    void prepare() throws IOException {
        // Nginx's workers run under another name when we are root.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        one = ScriptedNode.start();
        other = ScriptedNode.start();
    }

    @AfterEach
    void end() {
        one.close();
        other.close();
    }

    @ParameterizedTest
    @EnumSource(Driver.class)
    void aRefusalOfANodePassesUnchanged(Driver driver) {
        behind(driver, front -> {
            for (String path : List.of(SHORT, LONG, HOOK, ASSET)) {
                for (int status : List.of(400, 401, 403, 404, 405, 409, 415, 422, 429, 500, 501, 503)) {
                    assertThat(front.call("POST", path, "X-Do", Integer.toString(status)))
                            .as(path)
                            .isIn(words(status));
                }
            }
        });
    }

    /** Of a call of a plugin the words are lost, since its errors are intercepted; our own limit was blamed for it. */
    @ParameterizedTest
    @EnumSource(Driver.class)
    void aBodyThatIsTooLargeForANodeIsNotBlamedOnTheFront(Driver driver) {
        behind(driver, front -> {
            for (String path : List.of(HOOK, ASSET)) {
                assertThat(front.call("POST", path, "X-Do", "413")).isIn(words(413));
            }
            Caller.Reply reply = front.call("POST", LONG, "X-Do", "413");
            assertThat(reply.status()).isEqualTo(413);
            assertThat(reply.body())
                    .contains("larger than the plugin daemon node takes", "PluginDaemonBadRequestError");
        });
    }

    @ParameterizedTest
    @EnumSource(Driver.class)
    void aBodyThatIsTooLargeForTheFrontIsRefusedWithItsLimit(Driver driver) {
        behind(driver, front -> {
            // All at once, since Nginx waits for the rest of each body for a while.
            List<Caller.Call> calls = Stream.of(LONG, HOOK, ASSET)
                    .map(path -> front.raw("POST " + path
                            + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: " + "999999999999\r\n\r\n"))
                    .toList();
            for (Caller.Call call : calls) {
                Caller.Reply reply = call.reply();
                assertThat(reply.status()).isEqualTo(413);
                assertThat(reply.body()).contains("request body larger than 600m", "PluginDaemonBadRequestError");
            }
            assertThat(one.seen()).isEmpty();
            assertThat(other.seen()).isEmpty();
        });
    }

    /** As either node says it. */
    private List<Caller.Reply> words(int status) {
        return List.of(new Caller.Reply(status, one.address()), new Caller.Reply(status, other.address()));
    }

    private void behind(Driver driver, Consumer<Caller> calls) {
        if (driver == Driver.LUA) {
            try (LuaNginx nginx = LuaNginx.in(folder).start().put(LuaState.roundRobin(one, other))) {
                calls.accept(nginx.caller());
            }
        } else {
            try (NginxProcess nginx = NginxProcess.in(folder)) {
                GivenCluster cluster = GivenCluster.up(0)
                        .with("one", Address.parse(one.address()))
                        .with("other", Address.parse(other.address()));
                nginx.put(new Renderer(nginx.front(), Optional.empty()).render(GivenPlan.roundRobin(cluster)));
                nginx.start();
                calls.accept(new Caller(nginx.front().internalListen()));
            }
        }
    }
}
