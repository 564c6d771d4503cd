package dev.pluginlb.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * What the controller takes for the Nginx program: it runs the real one, but hangs at what it is told to.
 *
 * @param path of the script, beside which a file says what it hangs at
 */
record NginxScript(Path path) {

    private static final String TEXT = """
            #!/bin/sh
            hangs=$(cat "$0.hangs" 2>/dev/null)
            for argument; do
                [ -z "$hangs" ] || [ "$argument" != "$hangs" ] || exec sleep 60
            done
            exec nginx "$@"
            """;

    static NginxScript in(Path folder) throws IOException {
        Path script = Files.writeString(folder.resolve("nginx-script"), TEXT);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new NginxScript(script);
    }

    /** From now on at each run with that argument: {@code -t} or {@code reload}. */
    void hangAt(String argument) throws IOException {
        Files.writeString(beside("hangs"), argument);
    }

    void mend() throws IOException {
        Files.deleteIfExists(beside("hangs"));
    }

    void takeAway() throws IOException {
        Files.move(path, beside("away"));
    }

    void bringBack() throws IOException {
        Files.move(beside("away"), path, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path beside(String name) {
        return path.resolveSibling(path.getFileName() + "." + name);
    }
}
