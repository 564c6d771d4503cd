package dev.pluginlb.demo;

import java.util.List;

/** What the hidden subcommand does, for a test that needs a process to send signals to. */
final class StandInProcess {

    private StandInProcess() {}

    public static void main(String[] arguments) {
        StandInMain.run(StandInOptions.parse(List.of(arguments)));
    }
}
