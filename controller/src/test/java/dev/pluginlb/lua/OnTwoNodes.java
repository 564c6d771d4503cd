package dev.pluginlb.lua;

import dev.pluginlb.testing.ScriptedNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes that do as they are told, and a folder for the Nginx in front of them. */
abstract class OnTwoNodes {

    @TempDir
    Path folder;

    ScriptedNode one;
    ScriptedNode other;

    @BeforeEach
    void prepare() {
        one = ScriptedNode.start();
        other = ScriptedNode.start();
    }

    @AfterEach
    void end() {
        one.close();
        other.close();
    }
}
