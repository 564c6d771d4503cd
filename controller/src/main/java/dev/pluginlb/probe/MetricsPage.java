package dev.pluginlb.probe;

import dev.pluginlb.cluster.PluginId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one metric of a page in Prometheus' text format: {@code plugin_runtime_status{plugin_id="author/name",
 * runtime_type="local"} 1}. Lines that make no sense are passed over.
 */
final class MetricsPage {

    private static final String METRIC = "plugin_runtime_status{";
    private static final String TYPE = "# TYPE ";

    /** More than any such line needs; beyond that no expression has to look. */
    private static final int LONGEST_LINE = 1000;

    private static final Pattern SAMPLE =
            Pattern.compile("plugin_runtime_status\\{(.*)}[ \\t]+\\+?1(?:\\.0*)?(?:[ \\t].*)?");
    private static final Pattern LABEL = Pattern.compile(
            "\\G[ \\t]*([a-zA-Z_][a-zA-Z0-9_]*)[ \\t]*=[ \\t]*\"((?:[^\"\\\\]|\\\\.)*)\"[ \\t]*(?:,|\\z)");

    private MetricsPage() {}

    /** The plugins that run as processes of the node; empty if the page is not one of metrics. */
    static Optional<Set<PluginId>> read(String page) {
        boolean isMetrics = false;
        Set<PluginId> running = new HashSet<>();
        for (String line : (Iterable<String>) page.lines()::iterator) {
            isMetrics |= line.startsWith(TYPE);
            if (line.startsWith(METRIC) && line.length() <= LONGEST_LINE) {
                running(line).ifPresent(running::add);
            }
        }
        return isMetrics || !running.isEmpty() ? Optional.of(running) : Optional.empty();
    }

    /** The plugin that runs, as the line says. One that is being launched has a value below 1. */
    private static Optional<PluginId> running(String line) {
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            return Optional.empty();
        }
        Map<String, String> labels = labels(sample.group(1));
        return "local".equals(labels.get("runtime_type"))
                ? PluginId.parse(labels.getOrDefault("plugin_id", ""))
                : Optional.empty();
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new HashMap<>();
        Matcher label = LABEL.matcher(text);
        while (label.find()) {
            labels.putIfAbsent(label.group(1), label.group(2));
        }
        return labels;
    }
}
