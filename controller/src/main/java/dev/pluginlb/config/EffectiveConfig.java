package dev.pluginlb.config;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The configuration that holds, with the origin of each value; prints itself with secrets masked. */
public final class EffectiveConfig {

    private static final int MAX_PADDING = 60;

    private final Settings settings;
    private final List<ConfigRow> inOrder;

    EffectiveConfig(Settings settings, List<ConfigRow> inOrder) {
        this.settings = settings;
        this.inOrder = List.copyOf(inOrder);
    }

    public Settings settings() {
        return settings;
    }

    /** One row per key, sorted by key. */
    public List<ConfigRow> rows() {
        return inOrder.stream().sorted(Comparator.comparing(ConfigRow::key)).toList();
    }

    /** Lines {@code key: value   # origin} in the order of the documentation, the origins aligned. */
    public String print() {
        int width = Math.min(
                MAX_PADDING,
                inOrder.stream().mapToInt(row -> setting(row).length()).max().orElse(0));
        return inOrder.stream()
                .map(row -> padded(setting(row), width) + "   # " + row.origin() + "\n")
                .collect(Collectors.joining());
    }

    private static String setting(ConfigRow row) {
        return row.key() + ": " + row.value();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    @Override
    public String toString() {
        return print();
    }
}
