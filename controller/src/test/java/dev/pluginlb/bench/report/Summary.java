package dev.pluginlb.bench.report;

import java.util.List;
import java.util.stream.IntStream;

/**
 * All repetitions of one contender in one cell.
 *
 * @param ratio the median of each repetition's figures as a multiple of the reference's with the same arrivals
 */
public record Summary(
        String contender,
        List<Run> runs,
        Figures median,
        Figures least,
        Figures most,
        Figures ratio,
        Distribution distribution) {

    public Summary {
        runs = List.copyOf(runs);
    }

    /**
     * @param references of the same repetitions
     */
    public static Summary of(String contender, List<Run> runs, List<Figures> references, Distribution distribution) {
        List<Figures> figures = runs.stream().map(Run::figures).toList();
        List<Figures> ratios = IntStream.range(0, runs.size())
                .mapToObj(i -> figures.get(i).over(references.get(i)))
                .toList();
        return new Summary(
                contender,
                runs,
                Figures.median(figures),
                Figures.fold(figures, sorted -> sorted[0]),
                Figures.fold(figures, sorted -> sorted[sorted.length - 1]),
                Figures.median(ratios),
                distribution);
    }

    /** Requests that were not answered rightly. */
    public int failed() {
        return runs.stream().mapToInt(run -> run.errors() + run.unanswered()).sum();
    }

    public int counted() {
        return runs.stream().mapToInt(Run::counted).sum();
    }

    double worstLateness() {
        return runs.stream().mapToDouble(Run::latenessMillis).max().orElse(0);
    }
}
