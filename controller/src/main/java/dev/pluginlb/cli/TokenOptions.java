package dev.pluginlb.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The admin token, given or in a file; one of both. */
final class TokenOptions {

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "the admin token; others on this machine can see it in the list of processes")
    @Nullable
    String token;

    @Option(names = "--token-file", paramLabel = "FILE", description = "a file with the admin token")
    @Nullable
    Path file;
}
