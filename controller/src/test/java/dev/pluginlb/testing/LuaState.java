package dev.pluginlb.testing;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A state for {@link LuaNginx}, line by line. Its version is made of its lines. */
public record LuaState(String lines) {

    public static LuaState of(String rule) {
        return new LuaState("rule " + rule + "\n");
    }

    /** Whose nodes have so many slots. */
    public static LuaState adaptive(int slots, ScriptedNode... nodes) {
        return of("adaptive")
                .with("reserve " + (slots > 1 ? 1 : 0))
                .with("quick 50")
                .with("give-way 60000")
                .with("longest 60000")
                .slots(slots, nodes);
    }

    public static LuaState leastConn(ScriptedNode... nodes) {
        return of("least-conn").slots(0, nodes);
    }

    public static LuaState roundRobin(ScriptedNode... nodes) {
        return of("round-robin").slots(0, nodes);
    }

    private LuaState slots(int slots, ScriptedNode... nodes) {
        List<String> each = Arrays.stream(nodes)
                .map(node -> "node " + node.address() + " 100 " + slots)
                .toList();
        return new LuaState(lines + each.stream().collect(Collectors.joining("\n", "", "\n")));
    }

    /** With one more line, which replaces what was said by the same word, if it is one of those that are said once. */
    public LuaState with(String line) {
        return new LuaState(lines + line + "\n");
    }

    public String version() {
        return "%016x".formatted(lines.hashCode() & 0xffffffffL);
    }

    public String text() {
        return "version " + version() + "\n" + lines;
    }
}
