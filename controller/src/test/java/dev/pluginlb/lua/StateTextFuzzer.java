package dev.pluginlb.lua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pluginlb.testing.LuaNginx;
import dev.pluginlb.testing.LuaState;
import dev.pluginlb.testing.ScratchFolder;
import dev.pluginlb.testing.ScriptedNode;
import java.nio.charset.StandardCharsets;

/**
 * Whatever is told to the Lua code by somebody who has the key: one input is a state. It is taken, or refused in words; and then a
 * good one is taken and serves.
 */
public final class StateTextFuzzer implements AutoCloseable {

    private static final int INPUTS_PER_CALL = 50;

    private final ScratchFolder folder = new ScratchFolder();
    private final ScriptedNode node = ScriptedNode.start();
    private final LuaNginx nginx = LuaNginx.in(folder.path()).start();
    private int inputs;

    /** By this name Jazzer finds it. */
    public static void fuzzerTestOneInput(byte[] input) {
        Shared.FUZZER.use(input);
    }

    /** For as long as Jazzer's process lives. */
    private static final class Shared {
        private static final StateTextFuzzer FUZZER = new StateTextFuzzer();
    }

    void use(byte[] input) {
        LuaNginx.Told told = nginx.tell(new String(input, StandardCharsets.ISO_8859_1));
        assertThat(told.status()).as(told.words()).isIn(200, 422);
        if (told.status() == 422) {
            assertThat(told.words()).contains("expected: ");
        }
        if (inputs++ % INPUTS_PER_CALL == 0) {
            // By what was just told, whoever that leads to; then as it should be.
            assertThat(nginx.caller()
                            .call("POST", "/plugin/t/dispatch/llm/invoke")
                            .status())
                    .isIn(200, 404, 502);
            nginx.put(LuaState.roundRobin(node));
            assertThat(nginx.caller()
                            .call("POST", "/plugin/t/dispatch/llm/invoke")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Override
    public void close() {
        nginx.close();
        node.close();
        folder.close();
    }
}
