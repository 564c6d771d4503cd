package dev.pluginlb;

import dev.pluginlb.cli.Program;
import dev.pluginlb.config.Settings;
import java.io.IOException;

/** Hands the wired program to tests that use it as a user does. */
public final class Wired {

    private Wired() {}

    public static Program program() {
        return new WiredProgram();
    }

    /** A controller without an admin API. */
    public static Daemon daemon(Settings settings) throws IOException {
        return Daemon.start(settings, Lasting.none(new MonotonicClock()));
    }
}
