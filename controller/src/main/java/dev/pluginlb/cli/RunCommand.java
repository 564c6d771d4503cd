package dev.pluginlb.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pluginlb run}: ends when it is told to (SIGTERM, SIGINT), after the attempt that is under way. */
@Command(name = "run", description = "the daemon: keeps Nginx right until it is stopped")
public final class RunCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

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
        AutoCloseable daemon = program.start(config.load(here));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(daemon), "shutdown"));
        new CountDownLatch(1).await();
        return ExitCode.DONE.number();
    }

    private static void stop(AutoCloseable daemon) {
        try {
            daemon.close();
        } catch (Exception failed) {
            LOG.warn("stopping failed", failed);
        }
    }
}
