package dev.pluginlb.cli;

import dev.pluginlb.config.EffectiveConfig;
import dev.pluginlb.render.TemplateRefusedException;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pluginlb run}: ends when it is told to (SIGTERM, SIGINT), after the attempt that is under way. */
@Command(name = "run", description = "the daemon: keeps Nginx right until it is stopped")
public final class RunCommand implements Callable<Integer> {

    private final Surroundings here;
    private final Program program;

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    public RunCommand(Surroundings here, Program program) {
        this.here = here;
        this.program = program;
    }

    @Override
    public Integer call() throws Exception {
        AutoCloseable daemon = start(config.load(here));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(daemon), "shutdown"));
        new CountDownLatch(1).await();
        return ExitCode.DONE.number();
    }

    private AutoCloseable start(EffectiveConfig effective) throws Exception {
        try {
            return program.start(effective);
        } catch (TemplateRefusedException | IllegalArgumentException bad) {
            throw new CommandFailedException(ExitCode.USAGE, String.valueOf(bad.getMessage()));
        } catch (IOException unusable) {
            throw new CommandFailedException(ExitCode.FAILED, String.valueOf(unusable.getMessage()));
        }
    }

    private static void stop(AutoCloseable daemon) {
        try {
            daemon.close();
        } catch (Exception failed) {
            // Not a constant: the commands that only ask would wait for a logger, too, which takes longer than what
            // they do.
            LoggerFactory.getLogger(RunCommand.class).warn("stopping failed", failed);
        }
    }
}
