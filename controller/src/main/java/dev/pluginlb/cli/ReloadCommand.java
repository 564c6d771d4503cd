package dev.pluginlb.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pluginlb reload}. */
@Command(
        name = "reload",
        description = "applies what is wanted now, whatever the pacing says, and waits until it is proven live")
final class ReloadCommand implements Callable<Integer> {

    private final Surroundings here;

    @Mixin
    private Wishing wishing = new Wishing();

    ReloadCommand(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        return wishing.wish(here, "POST", "/api/v1/reload", "");
    }
}
