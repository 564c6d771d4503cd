package dev.pluginlb.bench.report;

import dev.pluginlb.bench.load.Outcome;

/**
 * One repetition of one contender.
 *
 * @param counted requests that count and were answered rightly
 * @param errors wrong answers and broken connections
 * @param unanswered still open when patience ended; then the figures are better than the truth
 * @param latenessMillis how late the load itself was at worst
 */
public record Run(Figures figures, int counted, int errors, int unanswered, double latenessMillis) {

    public static Run of(Outcome outcome) {
        return new Run(
                Figures.of(outcome.answered()),
                outcome.answered().size(),
                outcome.errors(),
                outcome.unanswered(),
                outcome.lateness().toNanos() / 1e6);
    }
}
