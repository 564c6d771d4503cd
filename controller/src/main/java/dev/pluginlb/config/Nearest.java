package dev.pluginlb.config;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Guesses what was meant: the candidate with the fewest letters to change (Levenshtein). */
final class Nearest {

    private static final int MAX_COMPARED = 100;

    private Nearest() {}

    static String to(String name, List<String> candidates) {
        String start = name.substring(0, Math.min(name.length(), MAX_COMPARED));
        return candidates.stream()
                .min(Comparator.comparingInt(candidate -> distance(start, candidate)))
                .orElse("");
    }

    private static int distance(String from, String to) {
        int[] row = IntStream.rangeClosed(0, to.length()).toArray();
        for (int i = 1; i <= from.length(); i++) {
            row = next(row, from.charAt(i - 1), to);
        }
        return row[to.length()];
    }

    private static int[] next(int[] previous, char letter, String to) {
        int[] row = new int[previous.length];
        row[0] = previous[0] + 1;
        for (int j = 1; j < row.length; j++) {
            int replaced = previous[j - 1] + (letter == to.charAt(j - 1) ? 0 : 1);
            row[j] = Math.min(replaced, 1 + Math.min(previous[j], row[j - 1]));
        }
        return row;
    }
}
