package dev.pluginlb.render;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The Lua files of {@code nginx/lua/}, which are part of every release of the Lua driver. */
final class LuaCode {

    private static final String FOLDER = "/nginx/lua/";
    private static final List<String> FILES = List.of(
            "choice.lua",
            "control.lua",
            "counts.lua",
            "health.lua",
            "leases.lua",
            "pluginlb.lua",
            "pools.lua",
            "process.lua",
            "queue.lua",
            "state.lua",
            "statetext.lua");

    private static final Map<String, String> CONTENT =
            FILES.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), LuaCode::read));

    private LuaCode() {}

    /** Content by file name; none for a driver that needs none. */
    static Map<String, String> of(Driver driver) {
        return driver == Driver.LUA ? CONTENT : Map.of();
    }

    private static String read(String name) {
        try (InputStream packaged = LuaCode.class.getResourceAsStream(FOLDER + name)) {
            if (packaged == null) {
                throw new IllegalStateException(FOLDER + name + ": missing (expected: in the jar)");
            }
            return new String(packaged.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
