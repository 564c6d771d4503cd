package dev.pluginlb.cli;

import dev.pluginlb.admin.Running;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A running admin server, and a shell whose environment leads to it. */
abstract class BeforeAServer {

    @TempDir
    Path folder;

    final Running admin = new Running();
    Shell shell = new Shell(Path.of(""));

    @BeforeEach
    void standBeforeTheServer() {
        shell = Shell.before(admin, folder);
    }

    @AfterEach
    void stop() {
        admin.close();
    }
}
