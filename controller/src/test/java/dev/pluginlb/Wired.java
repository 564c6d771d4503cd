package dev.pluginlb;

import dev.pluginlb.cli.Program;

/** Hands the wired program to tests that use it as a user does. */
public final class Wired {

    private Wired() {}

    public static Program program() {
        return new WiredProgram();
    }
}
