package dev.pluginlb.cli;

import dev.pluginlb.render.TemplateRefusedException;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code pluginlb run}: ends when it is told to (SIGTERM, SIGINT), after the attempt that is under way; reads its configuration
 * again on SIGHUP.
 */
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
        EndOnError.heed();
        CompletableFuture<Program.Running> running = new CompletableFuture<>();
        // Before the start, in which the signal must not end us; it is heeded afterwards.
        HangUpSignal.calls(() -> {
            var unused = running.thenAccept(Program.Running::hangUp);
        });
        Program.Running daemon = start();
        running.complete(daemon);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(daemon), "shutdown"));
        new CountDownLatch(1).await();
        return ExitCode.DONE.number();
    }

    private Program.Running start() throws Exception {
        try {
            return program.start(() -> config.load(here));
        } catch (TemplateRefusedException | IllegalArgumentException bad) {
            throw new CommandFailedException(ExitCode.USAGE, String.valueOf(bad.getMessage()));
        } catch (IOException unusable) {
            throw new CommandFailedException(ExitCode.FAILED, String.valueOf(unusable.getMessage()));
        }
    }

    private static void stop(Program.Running daemon) {
        try {
            daemon.close();
        } catch (RuntimeException failed) {
            // Not a constant: the commands that only ask would wait for a logger, too, which takes longer than what
            // they do.
            LoggerFactory.getLogger(RunCommand.class).warn("stopping failed", failed);
        }
    }
}
