package dev.pluginlb.cli;

import dev.pluginlb.admin.view.DrainView;
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
        String path = NodePath.drain(node);
        DrainView before = wishing.client(here).get(path).as(DrainView.class);
        return wishing.wish(here, "DELETE", path, ", " + Printable.line(words(before)));
    }

    private static String words(DrainView before) {
        if (!before.drained()) {
            return before.address() + " was not drained";
        }
        String by = before.who() == null || before.who().isEmpty() ? "" : " by " + before.who();
        String why = before.reason() == null || before.reason().isEmpty() ? "" : ": " + before.reason();
        return before.address() + " is drained no more and gets new traffic (drained" + by + " at " + before.since()
                + why + ")";
    }
}
