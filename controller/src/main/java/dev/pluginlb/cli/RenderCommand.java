package dev.pluginlb.cli;

import dev.pluginlb.config.Settings;
import dev.pluginlb.policy.Situation;
import dev.pluginlb.render.TemplateRefusedException;
import dev.pluginlb.store.ClusterDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pluginlb render}. */
@Command(name = "render", description = "prints the Nginx config for the cluster as it is now; touches nothing")
public final class RenderCommand implements Callable<Integer> {

    private final Surroundings here;
    private final Program program;

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Option(
            names = "--snapshot",
            paramLabel = "FILE",
            description =
                    "a cluster from a file instead: {\"nodes\":[{\"id\",\"address\"}]}, as /cluster/nodes gives it")
    @Nullable
    private Path snapshot;

    public RenderCommand(Surroundings here, Program program) {
        this.here = here;
        this.program = program;
    }

    @Override
    public Integer call() throws Exception {
        Settings settings = config.load(here).settings();
        try {
            here.out().print(program.render(settings, situation(settings)).text());
        } catch (TemplateRefusedException broken) {
            throw new CommandFailedException(ExitCode.USAGE, String.valueOf(broken.getMessage()));
        }
        here.out().flush();
        return ExitCode.DONE.number();
    }

    private Situation situation(Settings settings) throws Exception {
        return snapshot == null ? program.look(settings) : read(here.directory().resolve(snapshot));
    }

    private static Situation read(Path file) {
        try {
            return ClusterDocument.parse(Files.readString(file)).situation();
        } catch (IOException unreadable) {
            throw new CommandFailedException(ExitCode.USAGE, "--snapshot: " + file + " (expected: a readable file)");
        } catch (IllegalArgumentException bad) {
            throw new CommandFailedException(ExitCode.USAGE, "--snapshot: " + file + ": " + bad.getMessage());
        }
    }
}
