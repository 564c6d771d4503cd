package dev.pluginlb.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Aligned columns; control characters in a cell are replaced. Colours and cutting do not move a column. */
final class Table {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final Map<Integer, Integer> fixed = new HashMap<>();
    private final Set<Integer> right = new HashSet<>();
    private final Set<Integer> middle = new HashSet<>();
    private final Map<Integer, Function<String, Ink>> inks = new HashMap<>();
    private final boolean headed;

    private Table(List<String> first, boolean headed) {
        rows.add(first);
        this.headed = headed;
    }

    Table(String... header) {
        this(printable(header), true);
    }

    /** One of names and values. */
    static Table ofFacts(String name, String value) {
        return new Table(printable(name, value), false);
    }

    /** Aligns columns on the right, as numbers are read. */
    Table right(String... columns) {
        Stream.of(columns).map(this::index).forEach(right::add);
        return this;
    }

    /** Cuts the last column in its middle where it does not fit: its end tells as much as its beginning. */
    Table keepEnd(String column) {
        middle.add(index(column));
        return this;
    }

    /** Makes a column so wide, whatever is in it: a longer cell pushes the rest of its line on. */
    Table width(String column, int width) {
        fixed.put(index(column), width);
        return this;
    }

    /** Colours a column by the words in it. */
    Table ink(String column, Function<String, Ink> rule) {
        inks.put(index(column), rule);
        return this;
    }

    /** @param cells as many as there are columns */
    Table row(String... cells) {
        rows.add(printable(cells));
        return this;
    }

    String text(Look look) {
        return String.join("", lines(look).stream().map(line -> line + "\n").toList());
    }

    /** The header first, if there is one. */
    List<String> lines(Look look) {
        int[] widths = IntStream.range(0, rows.get(0).size()).map(this::width).toArray();
        return IntStream.range(0, rows.size())
                .mapToObj(row -> line(row, widths, look))
                .toList();
    }

    private int index(String column) {
        int index = rows.get(0).indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException("column: " + column + " (expected: one of " + rows.get(0) + ")");
        }
        return index;
    }

    private int width(int column) {
        int widest =
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
        return fixed.getOrDefault(column, widest);
    }

    private String line(int row, int[] widths, Look look) {
        List<String> cells = rows.get(row);
        int last = lastFilled(cells);
        List<String> pieces = IntStream.rangeClosed(0, last)
                .mapToObj(column -> (column == 0 ? "" : GAP)
                        + placed(cells.get(column), column, column == last ? 0 : widths[column], widths))
                .toList();
        if (row > 0 && middle.contains(last)) {
            int before = pieces.stream().limit(last).mapToInt(String::length).sum() + GAP.length();
            String end = GAP + Look.fitMiddle(cells.get(last), look.columns() - before);
            pieces = Stream.concat(pieces.stream().limit(last), Stream.of(end)).toList();
        }
        boolean fits = pieces.stream().mapToInt(String::length).sum() <= look.columns();
        int room = fits ? look.columns() : look.columns() - Look.CUT.length();
        StringBuilder line = new StringBuilder();
        for (int column = 0; column <= last && room > 0; column++) {
            String piece = pieces.get(column);
            String kept = piece.substring(0, Math.min(room, piece.length()));
            line.append(look.paint(ink(row, column), kept));
            room -= kept.length();
        }
        return line + (fits ? "" : Look.CUT);
    }

    private static int lastFilled(List<String> cells) {
        return IntStream.range(0, cells.size())
                .filter(column -> !cells.get(column).isEmpty())
                .max()
                .orElse(-1);
    }

    private String placed(String text, int column, int padded, int[] widths) {
        return right.contains(column)
                ? " ".repeat(Math.max(0, widths[column] - text.length())) + text
                : text + " ".repeat(Math.max(0, padded - text.length()));
    }

    private Ink ink(int row, int column) {
        if (headed && row == 0) {
            return Ink.HEADING;
        }
        return inks.getOrDefault(column, text -> Ink.PLAIN).apply(rows.get(row).get(column));
    }

    private static List<String> printable(String... cells) {
        return Stream.of(cells).map(Printable::line).toList();
    }
}
