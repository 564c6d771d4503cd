package dev.pluginlb.bench.report;

import java.util.Locale;
import java.util.stream.Collectors;

/** A cell as a table for a terminal: median (least..most) ×ratio, in milliseconds. */
public final class Table {

    private static final String LINE = "%-17s %-26s %-26s %-26s %-26s %8s %7s%n";

    private Table() {}

    public static String of(CellResult cell) {
        String heads = String.format(LINE, "ms", "mean", "short p50", "short p99", "long mean", "failed", "late");
        return cell.name() + " (reference: " + cell.reference() + ")" + "\n" + heads + reference(cell)
                + cell.contenders().stream().map(Table::line).collect(Collectors.joining());
    }

    private static String reference(CellResult cell) {
        Figures figures = cell.referenceMedian();
        return String.format(
                LINE,
                "reference",
                whole(figures.mean()),
                whole(figures.shortP50()),
                whole(figures.shortP99()),
                whole(figures.longMean()),
                "",
                "");
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }

    private static String line(Summary summary) {
        Figures median = summary.median();
        Figures least = summary.least();
        Figures most = summary.most();
        Figures ratio = summary.ratio();
        return String.format(
                LINE,
                summary.contender(),
                figure(median.mean(), least.mean(), most.mean(), ratio.mean()),
                figure(median.shortP50(), least.shortP50(), most.shortP50(), ratio.shortP50()),
                figure(median.shortP99(), least.shortP99(), most.shortP99(), ratio.shortP99()),
                figure(median.longMean(), least.longMean(), most.longMean(), ratio.longMean()),
                summary.failed(),
                whole(summary.worstLateness()) + " ms");
    }

    private static String figure(double median, double least, double most, double ratio) {
        return String.format(Locale.ROOT, "%.0f (%.0f..%.0f) %.2fx", median, least, most, ratio);
    }
}
