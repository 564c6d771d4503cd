package dev.pluginlb.cli;

import dev.pluginlb.admin.view.StatusView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pluginlb status}. */
@Command(
        name = "status",
        description = {"whether all is well, in the first line, and why", "Ends with 0 if all is well, else with 1."})
final class StatusCommand implements Callable<Integer> {

    private final Surroundings here;

    @Mixin
    private Reading reading = new Reading();

    StatusCommand(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        return reading.printAndJudge(here, "/api/v1/status", StatusView.class, StatusText::of, StatusText::isWell);
    }
}
