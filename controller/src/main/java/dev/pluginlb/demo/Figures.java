package dev.pluginlb.demo;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured, beside what was promised. Confined to one thread. */
public final class Figures {

    private final List<Figure> all = new ArrayList<>();

    /** @param most the goal: no more than this; negative when the figure is told for information only */
    record Figure(String name, long value, String unit, long most) {

        boolean met() {
            return most < 0 || value <= most;
        }

        private Map<String, Object> document() {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("name", name);
            document.put("value", value);
            document.put("unit", unit);
            if (most >= 0) {
                document.put("goal_at_most", most);
                document.put("met", met());
            }
            return document;
        }
    }

    /** For information only. */
    public void told(String name, long value, String unit) {
        all.add(new Figure(name, value, unit, -1));
    }

    /** @param most the goal: no more than this */
    public void judged(String name, long value, String unit, long most) {
        all.add(new Figure(name, value, unit, most));
    }

    /** Whether no goal was missed. */
    public boolean allMet() {
        return all.stream().allMatch(Figure::met);
    }

    /** As a table. */
    public void print(PrintWriter out) {
        out.printf("%-58s %10s %-9s %s%n", "FIGURE", "MEASURED", "", "GOAL");
        for (Figure figure : all) {
            String goal = figure.most() < 0 ? "" : (figure.met() ? "met" : "MISSED") + ", at most " + figure.most();
            out.printf("%-58s %10d %-9s %s%n", figure.name(), figure.value(), figure.unit(), goal);
        }
        out.flush();
    }

    public String json() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("all_met", allMet());
        document.put("figures", all.stream().map(Figure::document).toList());
        return Json.write(document);
    }
}
