package dev.pluginlb.lua;

import dev.pluginlb.testing.LuaNginx;
import dev.pluginlb.testing.ScriptedNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Four nodes that do as they are told, and an Nginx in front of them that was told of none yet. */
abstract class OnFourNodes {

    @TempDir
    Path folder;

    List<ScriptedNode> nodes;
    LuaNginx nginx;

    @BeforeEach
    void start() {
        nodes = Stream.generate(ScriptedNode::start).limit(4).toList();
        nginx = LuaNginx.in(folder).start();
    }

    @AfterEach
    void end() {
        nginx.close();
        nodes.forEach(ScriptedNode::close);
    }

    ScriptedNode[] all() {
        return nodes.toArray(ScriptedNode[]::new);
    }
}
