package dev.pluginlb.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.pluginlb.admin.view.AdminJson;
import dev.pluginlb.simulate.Comparison;
import dev.pluginlb.simulate.Figures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A comparison as people and programs read it; times in milliseconds. */
record SimulationReport(String title, List<String> notes, Comparison comparison) {

    String text() {
        Table table = new Table(
                        "POLICY",
                        "MEAN MS",
                        "SHORT P50",
                        "SHORT P99",
                        "LONG MEAN",
                        "LONG P99",
                        "MEAN/BOUND",
                        "SHORT P99/BOUND",
                        "LONG MEAN/BOUND")
                .right("MEAN MS", "SHORT P50", "SHORT P99", "LONG MEAN", "LONG P99", "MEAN/BOUND", "SHORT P99/BOUND")
                .right("LONG MEAN/BOUND");
        comparison.policies().forEach((policy, figures) -> {
            Figures times = figures.over(comparison.bound());
            table.row(
                    policy.toString(),
                    millis(figures.mean()),
                    millis(figures.shortP50()),
                    millis(figures.shortP99()),
                    millis(figures.longMean()),
                    millis(figures.longP99()),
                    ratio(times.mean()),
                    ratio(times.shortP99()),
                    ratio(times.longMean()));
        });
        StringBuilder text = new StringBuilder(title).append('\n').append(table.text(Look.PLAIN));
        notes.forEach(note -> text.append(Printable.line(note)).append('\n'));
        return text.toString();
    }

    String csv() {
        StringBuilder text = new StringBuilder("policy,mean_ms,short_p50_ms,short_p99_ms,long_mean_ms,long_p99_ms\n");
        comparison
                .policies()
                .forEach((policy, figures) -> text.append(String.join(
                                ",",
                                policy.toString(),
                                millis(figures.mean()),
                                millis(figures.shortP50()),
                                millis(figures.shortP99()),
                                millis(figures.longMean()),
                                millis(figures.longP99())))
                        .append('\n'));
        return text.toString();
    }

    String json() throws JsonProcessingException {
        Map<String, Object> policies = new LinkedHashMap<>();
        comparison.policies().forEach((policy, figures) -> {
            Map<String, Double> values = new LinkedHashMap<>();
            put(values, "mean_ms", 1000 * figures.mean());
            put(values, "short_p50_ms", 1000 * figures.shortP50());
            put(values, "short_p99_ms", 1000 * figures.shortP99());
            put(values, "long_mean_ms", 1000 * figures.longMean());
            put(values, "long_p99_ms", 1000 * figures.longP99());
            Figures times = figures.over(comparison.bound());
            put(values, "mean_to_bound", times.mean());
            put(values, "short_p99_to_bound", times.shortP99());
            put(values, "long_mean_to_bound", times.longMean());
            policies.put(policy.toString(), values);
        });
        Map<String, Object> all = Map.of("scenario", title, "notes", notes, "policies", policies);
        return AdminJson.pretty(AdminJson.mapper().writeValueAsString(all)) + "\n";
    }

    /** What there is none of is left out. */
    private static void put(Map<String, Double> values, String name, double value) {
        if (Double.isFinite(value)) {
            values.put(name, Math.round(value * 1000) / 1000.0);
        }
    }

    private static String millis(double seconds) {
        return Double.isFinite(seconds) ? String.format(Locale.ROOT, "%.0f", seconds * 1000) : "-";
    }

    private static String ratio(double times) {
        return Double.isFinite(times) ? String.format(Locale.ROOT, "%.2f", times) : "-";
    }
}
