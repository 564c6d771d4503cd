package dev.pluginlb.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A result as tables in a document, a line for each cell, between two marks of its scenario that stay. */
public final class ReadmeTable {

    /** What others are compared with if it took part. */
    private static final String USUAL = "round-robin";

    private final Result result;

    private ReadmeTable(Result result) {
        this.result = result;
    }

    public static ReadmeTable of(Result result) {
        return new ReadmeTable(result);
    }

    /** Replaces what is between the marks. */
    public void putInto(Path document) throws IOException {
        String beginMark = "<!-- bench " + result.scenario() + ": begin -->";
        String endMark = "<!-- bench " + result.scenario() + ": end -->";
        String text = Files.readString(document);
        int begin = text.indexOf(beginMark);
        int end = text.indexOf(endMark);
        if (begin < 0 || end < begin) {
            throw new IOException(document + " (expected: a line " + beginMark + " and after it " + endMark + ")");
        }
        Files.writeString(
                document, text.substring(0, begin + beginMark.length()) + "\n" + print() + text.substring(end));
    }

    String print() {
        String table = table(cell -> three(cell.referenceMedian(), "%.0f"), (cell, one) -> three(one.ratio(), "%.2f"));
        return intro() + table + "\n" + againstUsual() + outcome() + "\n";
    }

    private String intro() {
        Machine machine = result.machine();
        return String.format(
                Locale.ROOT,
                "`%s`: %s of %.0f s, on %d cores with %s. Mean / short p99 / long mean: of the reference in"
                        + " ms, else as multiples of it with the same arrivals.%n%n",
                result.command(),
                result.repetitions() == 1 ? "one repetition" : "median of " + result.repetitions() + " repetitions",
                result.seconds(),
                machine.processors(),
                machine.nginx().replaceFirst("nginx version: ", ""));
    }

    /** What stands in the line of a cell. */
    private interface Entry {
        String of(CellResult cell, Summary contender);
    }

    private String table(Function<CellResult, String> reference, Entry entry) {
        List<String> names = result.cells().get(0).contenders().stream()
                .map(Summary::contender)
                .toList();
        String head = "| nodes, load, mix | reference | " + String.join(" | ", names) + " |\n" + "|---|---|"
                + "---|".repeat(names.size()) + "\n";
        return head
                + result.cells().stream()
                        .map(cell -> line(cell, reference.apply(cell), entry))
                        .collect(Collectors.joining());
    }

    private static String line(CellResult cell, String reference, Entry entry) {
        return "| " + cell.name() + " | " + reference + " | "
                + cell.contenders().stream()
                        .map(contender -> entry.of(cell, contender))
                        .collect(Collectors.joining(" | "))
                + " |\n";
    }

    /** How much less the mean is; the same arrivals for all, so the reference has a place in it, too. */
    private String againstUsual() {
        if (!result.cells().stream().allMatch(cell -> usual(cell).isPresent())) {
            return "";
        }
        return "Mean response below that of `" + USUAL + "`, in %:\n\n"
                + table(cell -> less(cell.referenceMedian(), cell), (cell, contender) -> less(contender.median(), cell))
                + "\n";
    }

    private static Optional<Figures> usual(CellResult cell) {
        return cell.contenders().stream()
                .filter(contender -> contender.contender().equals(USUAL))
                .map(Summary::median)
                .findFirst();
    }

    private static String less(Figures figures, CellResult cell) {
        return String.format(
                Locale.ROOT,
                "%.1f",
                100 * (1 - figures.mean() / usual(cell).orElseThrow().mean()));
    }

    private String outcome() {
        List<Summary> all = result.cells().stream()
                .flatMap(cell -> cell.contenders().stream())
                .toList();
        return String.format(
                Locale.ROOT,
                "%d requests counted, %d failed; the load itself was %.0f ms late at worst.%n",
                all.stream().mapToInt(Summary::counted).sum(),
                result.failed(),
                all.stream().mapToDouble(Summary::worstLateness).max().orElse(0));
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
