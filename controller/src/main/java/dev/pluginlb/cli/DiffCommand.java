package dev.pluginlb.cli;

import dev.pluginlb.admin.view.DiffView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pluginlb diff}. */
@Command(name = "diff", description = "what is wanted now against what is live, as a unified diff")
final class DiffCommand implements Callable<Integer> {

    private final Surroundings here;

    @Mixin
    private Reading reading = new Reading();

    DiffCommand(Surroundings here) {
        this.here = here;
    }

    @Override
    public Integer call() {
        return reading.print(here, "/api/v1/diff", DiffView.class, this::text);
    }

    /** The note goes to standard error, so that the diff can be piped. */
    private String text(DiffView diff, Look look) {
        if (!diff.note().isEmpty()) {
            here.err().println("note: " + Printable.line(diff.note()));
        }
        if (!diff.diff().isEmpty()) {
            return String.join(
                    "",
                    diff.diff().lines().map(line -> painted(line, look) + "\n").toList());
        }
        return diff.to() == null ? "" : "no difference: " + Printable.line(diff.to()) + " is live and wanted\n";
    }

    private static String painted(String line, Look look) {
        Ink ink = line.startsWith("+") ? Ink.GOOD : line.startsWith("-") ? Ink.BAD : Ink.PLAIN;
        return look.paint(ink, Printable.lines(line));
    }
}
