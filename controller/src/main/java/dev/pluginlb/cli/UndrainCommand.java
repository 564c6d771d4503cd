package dev.pluginlb.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pluginlb undrain NODE}. */
@Command(name = "undrain", description = "lets new traffic go to a node again, and waits until that is proven live")
final class UndrainCommand implements Callable<Integer> {

    private final Surroundings here;

    @Mixin
    private Wishing wishing = new Wishing();

    @Parameters(paramLabel = "NODE", description = "an id, a unique prefix of one, or ip:port")
    private String node = "";

    UndrainCommand(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        return wishing.wish(here, "DELETE", NodePath.drain(node), ", " + Printable.line(node) + " is drained no more");
    }
}
