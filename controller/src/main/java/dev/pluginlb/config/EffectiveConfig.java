package dev.pluginlb.config;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The configuration that holds, with the origin of each value; prints itself with secrets masked. */
public final class EffectiveConfig {

    private static final int MAX_PADDING = 60;

    private final Settings settings;
    private final List<Resolved<?>> inOrder;
    private final Set<Path> files;

    EffectiveConfig(Settings settings, List<Resolved<?>> inOrder, Set<Path> files) {
        this.settings = settings;
        this.inOrder = List.copyOf(inOrder);
        this.files = Set.copyOf(files);
    }

    public Settings settings() {
        return settings;
    }

    /** The files that it depends on; of these some may not exist. */
    public Set<Path> files() {
        return files;
    }

    /** What is different here from another one, by value and wherever it comes from, in the order of the documentation. */
    public List<ConfigChange> changesFrom(EffectiveConfig former) {
        Map<String, Resolved<?>> then = former.inOrder.stream()
                .collect(Collectors.toMap(one -> one.key().path(), Function.identity()));
        return inOrder.stream()
                .flatMap(now -> Optional.ofNullable(then.get(now.key().path()))
                        .filter(one -> !one.value().equals(now.value()))
                        .map(one -> new ConfigChange(now.key().path(), one.shown(), now.shown()))
                        .stream())
                .toList();
    }

    /** One row per key, sorted by key. */
    public List<ConfigRow> rows() {
        return inOrder.stream()
                .map(Resolved::row)
                .sorted(Comparator.comparing(ConfigRow::key))
                .toList();
    }

    /** Lines {@code key: value   # origin} in the order of the documentation, the origins aligned. */
    public String print() {
        List<ConfigRow> rows = inOrder.stream().map(Resolved::row).toList();
        int width = Math.min(
                MAX_PADDING,
                rows.stream().mapToInt(row -> setting(row).length()).max().orElse(0));
        return rows.stream()
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
