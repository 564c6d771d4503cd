package dev.pluginlb.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;

/** A result as a table in a document, between two marks that stay. */
public final class ReadmeTable {

    static final String BEGIN = "<!-- bench: begin -->";
    static final String END = "<!-- bench: end -->";

    private final Result result;

    private ReadmeTable(Result result) {
        this.result = result;
    }

    public static ReadmeTable of(Result result) {
        return new ReadmeTable(result);
    }

    /** Replaces what is between the marks. */
    public void putInto(Path document) throws IOException {
        String text = Files.readString(document);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(document + " (expected: a line " + BEGIN + " and after it " + END + ")");
        }
        Files.writeString(document, text.substring(0, begin + BEGIN.length()) + "\n" + print() + text.substring(end));
    }

    String print() {
        return intro() + cells() + "\n";
    }

    private String intro() {
        Machine machine = result.machine();
        return String.format(
                Locale.ROOT,
                "`%s`: median of %d repetitions of %.0f s, on %d cores with %s. Mean / short p99 / long mean in ms, and as"
                        + " multiples of the reference's with the same arrivals.%n%n",
                result.command(),
                result.repetitions(),
                result.seconds(),
                machine.processors(),
                machine.nginx().replaceFirst("nginx version: ", ""));
    }

    private String cells() {
        return "| nodes, load, mix | contender | mean / short p99 / long mean | multiples | failed |\n|---|---|---|---|---|\n"
                + result.cells().stream().map(ReadmeTable::cell).collect(Collectors.joining());
    }

    private static String cell(CellResult cell) {
        String reference = "| " + cell.name() + " | *" + cell.reference() + "* | "
                + three(cell.referenceMedian(), "%.0f") + " | | |\n";
        return reference + cell.contenders().stream().map(ReadmeTable::line).collect(Collectors.joining());
    }

    private static String line(Summary summary) {
        return "| | " + summary.contender() + " | " + three(summary.median(), "%.0f") + " | "
                + three(summary.ratio(), "%.2f") + " | " + summary.failed() + " |\n";
    }

    private static String three(Figures figures, String format) {
        return String.format(
                Locale.ROOT,
                format + " / " + format + " / " + format,
                figures.mean(),
                figures.shortP99(),
                figures.longMean());
    }
}
